import {
	type Answer,
	type InteractionHead,
	interactionType,
	type LocalThread,
	type MessagePage,
	type OutboxMail,
	type Place,
	type Press,
	type Setup,
	type Trouble,
} from "../wire.ts";

/** The server said no, or could not be reached (`offline`). */
export class ApiFault extends Error {
	readonly trouble: Trouble | "offline";
	constructor(trouble: Trouble | "offline") {
		super(typeof trouble === "string" ? trouble : trouble.error);
		this.trouble = trouble;
	}
}

function troubleOf(body: unknown): Trouble {
	const found = body as Partial<Trouble> | null;
	return typeof found?.error === "string" ? (found as Trouble) : { error: "failed" };
}

async function ask(path: string, init?: RequestInit): Promise<Response> {
	const answer = await fetch(path, init).catch(() => {
		throw new ApiFault("offline");
	});
	if (!answer.ok) throw new ApiFault(troubleOf(await answer.json().catch(() => null)));
	return answer;
}

/** An answer that breaks off halfway is one that could not be had, too. */
async function get<T>(path: string): Promise<T> {
	const answer = await ask(path);
	return (await answer.json().catch(() => {
		throw new ApiFault("offline");
	})) as T;
}

async function send(path: string, body: unknown): Promise<Response> {
	return ask(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
}

const query = (values: Record<string, string>): string => new URLSearchParams(values).toString();

export const api = {
	signIn: async (key: string): Promise<void> => void (await send("/api/session", { key })),
	setup: () => get<Setup>("/api/setup"),
	threads: () => get<LocalThread[]>("/api/threads"),
	messages: (channel: string, as: string, before: number | null) =>
		get<MessagePage>(`/api/messages?${query({ channel, as, ...(before !== null && { before: String(before) }) })}`),
	mails: () => get<OutboxMail[]>("/api/mails"),
	attachmentText: async (mail: string, index: number): Promise<string> =>
		(await ask(attachmentPath(mail, index))).text(),
	suggestions: (place: Place, command: string, option: string, typed: string) =>
		get<{ value: string; label: string }[]>(
			`/api/suggestions?${query({ as: place.as, channel: place.channel, command, option, typed })}`,
		),
	press: async (press: Press): Promise<Answer> => (await (await send("/api/press", press)).json()) as Answer,
	say: async (place: Place, text: string): Promise<void> => void (await send("/api/say", { ...place, text })),
	interact,
};

export const rawPath = (mail: string): string => `/api/mails/${encodeURIComponent(mail)}/raw`;
export const attachmentPath = (mail: string, index: number): string =>
	`/api/mails/${encodeURIComponent(mail)}/attachments/${index}`;

/** XMLHttpRequest, because `fetch` cannot tell how far an upload is. */
function interact(head: InteractionHead, file: File | null, onProgress: (part: number) => void): Promise<Answer> {
	const json = new TextEncoder().encode(JSON.stringify(head));
	const length = new Uint8Array(4);
	new DataView(length.buffer).setUint32(0, json.length);
	const body = new Blob(file === null ? [length, json] : [length, json, file]);
	return new Promise((resolve, reject) => {
		const request = new XMLHttpRequest();
		request.open("POST", "/api/interaction");
		request.setRequestHeader("content-type", interactionType);
		request.upload.onprogress = (event) => onProgress(event.total === 0 ? 1 : event.loaded / event.total);
		request.onload = () => {
			const answer = parseJson(request.responseText);
			if (request.status === 200) resolve(answer as Answer);
			else reject(new ApiFault(troubleOf(answer)));
		};
		request.onerror = () => reject(new ApiFault("offline"));
		request.send(body);
	});
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
