/** Line breaks, other control characters, and those that turn the direction of what follows or have no width. */
const unwanted = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]+/gu;

/** What somebody else named, as one line to show; empty when nothing can be seen of it. */
export function shownName(text: string): string {
	const line = text.replaceAll(unwanted, " ").replaceAll(/\s+/g, " ").trim();
	return /[\p{L}\p{N}\p{P}\p{S}]/u.test(line) ? line : "";
}

/** The last part of a file's path, as one line to show; `file` when nothing can be seen of it. */
export function shownFileName(path: string): string {
	const last = shownName(path.split(/[\\/]/).at(-1) as string);
	return last === "" || last === "." || last === ".." ? "file" : last;
}
