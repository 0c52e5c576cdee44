/** A piece of a field of mailboxes. */
export interface MailboxToken {
	/** `angle` is what stands between angle brackets, without blanks around it. */
	readonly kind: "word" | "angle" | "separator";
	readonly text: string;
	/** Whether nothing stands between it and the token before. */
	readonly glued: boolean;
}

/** Stands for a comment or a quoted string that is part of a word: what is left of the word is not as it was written. */
const broken = "\u0000";
const blank = /\s/;
const ends = /[\s,;<>"(]/;

/** The index after a comment, with those inside it, or a quoted string; the length of `text` where it never closes. */
function endOf(text: string, from: number): number {
	const opens = text[from] === "(" ? "(" : null;
	let depth = 1;
	for (let at = from + 1; at < text.length; at++) {
		const char = text[at];
		if (char === "\\") at++;
		else if (char === opens) depth++;
		else if (char === (opens === null ? '"' : ")") && --depth === 0) return at + 1;
	}
	return text.length;
}

/** A word from `from` on, with the comments and quoted strings that touch it. */
function wordAt(text: string, from: number): { readonly word: string; readonly end: number } {
	let at = from;
	let word = "";
	while (at < text.length) {
		const char = text[at] as string;
		if (char === '"' || char === "(") {
			at = endOf(text, at);
			const last = at === text.length || ends.test(text[at] as string);
			// A comment before or after a word is none of it; one in the middle, and any quoted string, is.
			if (char === '"' || (word !== "" && !last)) word += broken;
		} else if (ends.test(char)) break;
		else {
			word += char;
			at++;
		}
	}
	return { word, end: at };
}

/** What a quoted string says when nothing touches it; null when it is part of a word. */
function quotedAlone(text: string, from: number): { readonly inside: string; readonly end: number } | null {
	const end = endOf(text, from);
	if (end < text.length && !/[\s,;<>]/.test(text[end] as string)) return null;
	return { inside: text.slice(from + 1, end).replace(/"$/, ""), end };
}

/**
 * Takes a field of mailboxes apart: words, what is in angle brackets, and the commas and semicolons between. Comments are
 * left out (RFC 5322, 3.2.2), also one that never closes; a quoted string that stands alone gives its content as one word
 * (3.2.4); quotes or a comment inside a word leave a NUL in it, so that no mailbox is read from what remains.
 */
export function mailboxTokens(text: string): MailboxToken[] {
	const tokens: MailboxToken[] = [];
	let end = -1;
	const add = (kind: MailboxToken["kind"], from: number, inside: string, to: number) => {
		if (inside !== "") tokens.push({ kind, text: inside, glued: from === end });
		end = to;
	};
	for (let at = 0; at < text.length; at = Math.max(at + 1, end)) {
		const char = text[at] as string;
		if (blank.test(char) || char === ">") continue;
		if (char === "," || char === ";") {
			add("separator", at, char, at + 1);
			continue;
		}
		if (char === "<") {
			const inside = /^[^<>]*/.exec(text.slice(at + 1))?.[0] as string;
			const after = at + 1 + inside.length;
			add("angle", at, inside.trim(), text[after] === ">" ? after + 1 : after);
			continue;
		}
		const quoted = char === '"' ? quotedAlone(text, at) : null;
		if (quoted !== null) add("word", at, quoted.inside, quoted.end);
		else {
			const { word, end: to } = wordAt(text, at);
			add("word", at, word, to);
		}
	}
	return tokens;
}
