import { isAddrSpec } from "../../core/contact/parse-mailboxes.ts";

const candidate = /[A-Za-z0-9._+&'$#=~{}^`*?-]{1,64}@[A-Za-z0-9.-]{1,253}/g;
const maxAddresses = 100;

/** The mail addresses in a text, in lower case, each once, at most a hundred. */
export function mailAddresses(text: string): string[] {
	const found = new Set<string>();
	for (const [word] of text.matchAll(candidate)) {
		const address = word.replace(/[.']+$/, "").toLowerCase();
		if (isAddrSpec(address)) found.add(address);
		if (found.size >= maxAddresses) break;
	}
	return [...found];
}
