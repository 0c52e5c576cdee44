/**
 * A backslash goes before all that would mean something: emphasis, code, spoilers, masked links, mentions, emoji and times (`<`), emoji
 * by name (`:smile:`), @everyone, and the `://` of a bare URL: inside a link Discord shows backslashes, so a text is no link at all.
 */
const anywhere = /[\\*_~|`[<]|:(?=\/\/|[^\s:]+:)|@(?=everyone|here)/gi;

/** Headings, small print, quotes and lists begin a line; so do the glyphs and bars that a card's own lines begin with. */
const atLineStart = /^([^\S\n]*)([#>+•⏳✅⚠❌▰▱-]|\d+(?=[.)](?:\s|$)))/gmu;

/**
 * Makes Discord show a text as it stands. discord.js has an `escapeMarkdown` too, but it leaves quotes, small print, bare URLs, mentions,
 * emoji and `[` of a link over two lines as they are, and reads some texts differently than Discord does (`https://x_y_`).
 */
export function escapeMarkdown(text: string): string {
	return text
		.replace(anywhere, "\\$&")
		.replace(atLineStart, (_, space: string, mark: string) =>
			/\d/.test(mark) ? `${space}${mark}\\` : `${space}\\${mark}`,
		);
}
