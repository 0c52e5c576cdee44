const entity = /^&(amp|lt|gt);/;
/** Links, channels and dates: what Slack's text may hold between `<` and `>` without anybody being told. */
const harmless = /^<(https?:\/\/[^\s<>|]+|mailto:[^\s<>|]+|#C[A-Z0-9]+|!date\^[^<>|]+)(\|[^<>]*)?>/;
const ping = /^<(@[UW][A-Z0-9]+|!(here|channel|everyone)|!subteam\^S[A-Z0-9]+)(\|[^<>]*)?>/;

/** What is wrong with a text in Slack's markup: characters not escaped, and people told who should not be. */
export function checkText(text: string, pointer: string): string[] {
	const faults: string[] = [];
	const add = (what: string, at: number): void => {
		faults.push(`${what}: ${JSON.stringify(text.slice(at, at + 20))} [json-pointer:${pointer}]`);
	};
	for (let at = 0; at < text.length; at += 1) {
		const rest = text.slice(at, at + 4_000);
		if (text[at] === "&" && !entity.test(rest)) add("& is not escaped", at);
		if (text[at] !== "<") continue;
		const token = (ping.exec(rest) ?? harmless.exec(rest))?.[0];
		if (token === undefined) add("< is not escaped", at);
		else if (ping.test(rest)) add("a mention", at);
		// A link holds its own ampersands.
		if (token !== undefined) at += token.length - 1;
	}
	return faults;
}
