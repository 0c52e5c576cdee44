/** What a person sees of a text in Discord, and which kinds of markup made it differ from what was sent. */
export interface Shown {
	readonly text: string;
	readonly markup: readonly string[];
}

type Rule = readonly [kind: string, pattern: RegExp];

/** At the start of a line, spaces before it or not. */
const lineRules: readonly Rule[] = [
	["quote", /^(?:>>>|>) /],
	["heading", /^#{1,6}[^\S\n]/],
	["small", /^-#[^\S\n]/],
	["list", /^(?:[-*+]|\d+[.)])\s/],
];

/**
 * In the order in which Discord's clients try them (simple-markdown's rules with Discord's own), and stricter than they are: each
 * matches at least what any client is known to take for markup.
 */
const rules: readonly Rule[] = [
	["code block", /^```[\s\S]+?```/],
	["code", /^(`+)[\s\S]*?[^`]\1(?!`)/],
	["mention", /^<(?:@[!&]?|#|\/|a?:|t:|id:)[^<>\n]*>/],
	["link", /^<[^\s<>:]+:\/?[^\s<>]+>/],
	["link", /^[a-z][a-z0-9+.-]*:\/\/[^\s<]+/i],
	["masked link", /^!?\[[^\]]*\]\([^)]*\)/],
	["mention", /^@(?:everyone|here)/],
	["emoji", /^:[\w+-]+(?:::skin-tone-\d)?:/],
	["bold", /^\*\*[\s\S]+?\*\*(?!\*)/],
	["underline", /^__[\s\S]+?__(?!_)/],
	["italics", /^\*(?=\S)(?:\\[\s\S]|[^\\*])+?\*(?!\*)/],
	["italics", /^_(?:\\[\s\S]|[^\\_])+?_/],
	["struck", /^~~[\s\S]+?~~/],
	["spoiler", /^\|\|[\s\S]+?\|\|/],
];

/** Reads a text as Discord's clients do. Of what markup matched, the whole stands in `text` as sent. */
export function showMarkdown(source: string): Shown {
	const markup: string[] = [];
	let text = "";
	let at = 0;
	let atLineStart = true;
	while (at < source.length) {
		const rest = source.slice(at);
		const escaped = /^\\([^0-9A-Za-z\s])/u.exec(rest);
		if (escaped !== null) {
			text += escaped[1] ?? "";
			at += escaped[0].length;
			atLineStart = false;
			continue;
		}
		const rule = [...(atLineStart ? lineRules : []), ...rules].find(([, pattern]) => pattern.test(rest));
		const matched: string = rule?.[1].exec(rest)?.[0] ?? rest.charAt(0);
		if (rule !== undefined) markup.push(rule[0]);
		text += matched;
		at += matched.length;
		atLineStart = matched.endsWith("\n") || (atLineStart && /^\s$/.test(matched));
	}
	return { text, markup };
}
