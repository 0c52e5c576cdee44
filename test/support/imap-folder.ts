export interface StoredMail {
	readonly uid: number;
	readonly raw: Uint8Array;
	readonly flags: Set<string>;
	readonly arrivedAt: Date;
}

export interface Folder {
	uidValidity: number;
	uidNext: number;
	mails: StoredMail[];
}

/** An argument without its quotes. */
export function unquote(text: string): string {
	return text.trim().replace(/^"(.*)"$/, (_, inner: string) => inner.replace(/\\(.)/g, "$1"));
}

/** `1,4:6` or `7:*` at the beginning of what follows a command. */
export function mailsOf(folder: Folder, rest: string): StoredMail[] {
	const [set = ""] = rest.split(" ");
	return folder.mails.filter(({ uid }) => inSet(set, uid, folder));
}

function inSet(set: string, uid: number, folder: Folder): boolean {
	const last = folder.mails.at(-1)?.uid ?? 0;
	return set.split(",").some((part) => {
		const [from = 0, to = from] = part.split(":").map((end) => (end === "*" ? last : Number(end)));
		return uid >= Math.min(from, to) && uid <= Math.max(from, to);
	});
}

/** The numbers that `UID SEARCH` gives for `SINCE` and `UID`. */
export function found(folder: Folder, rest: string): number[] {
	const since = /SINCE (\S+)/.exec(rest)?.[1];
	const set = /UID (\S+)/.exec(rest)?.[1] ?? "1:*";
	const from = since === undefined ? 0 : Date.parse(`${unquote(since)} UTC`);
	return folder.mails
		.filter(({ uid, arrivedAt }) => arrivedAt.getTime() >= from && inSet(set, uid, folder))
		.map(({ uid }) => uid);
}
