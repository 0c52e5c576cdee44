import fc from "fast-check";

/** Pieces that mean something to a chat platform, or are hard to cut or to measure. */
const pieces = [
	..."*_~|`<>[]()#-+.:@/\\!&\n \t1a".split(""),
	...["**", "__", "~~", "||", "```", "``", "***", ">>> ", "> ", "# ", "### ", "-# ", "- ", "* ", "1. ", "12) "],
	...["@everyone", "@here", "<@123456789012345678>", "<@&1>", "<#1>", "<:x:1>", "<a:x:1>", "<t:1700000000:R>"],
	...["</report:1>", "<id:customize>", ":smile:", "https://a.example/_x_", "http://", "[a](https://b.example)"],
	...[
		"javascript:alert(1)",
		"2001:db8::1",
		"12:30:45",
		"¯\\_(ツ)_/¯",
		"\\",
		"\\\\",
		"\\*",
		"• ",
		"✅ ",
		"⚠️ ",
		"▰▰▱",
		"*… ",
	],
	...[
		"👩‍👩‍👧‍👦",
		"🇳🇱",
		"é",
		"e\u0301\u0302\u0303",
		"漢字",
		"שלום",
		"مرحبا",
		"\u202e",
		"\u2066",
		"\u200b",
		"\u200d",
		"\ufeff",
		"\ud83d",
	],
	...["\u0000", "\u0007", "\r\n", "\u2028", "\u00a0", "│", "┊", "─┼─", " · ", "NSM-2026-0042 · 17", "ﷺ", "Ω", "ß"],
];

/** Plain text as people and registries would never write it, of at most about `maxPieces` pieces. */
export function nastyText(maxPieces: number): fc.Arbitrary<string> {
	const piece = fc.oneof(
		{ weight: 4, arbitrary: fc.constantFrom(...pieces) },
		{ weight: 2, arbitrary: fc.constantFrom("abuse@veenland.example", "Veenland", "de", "beheerder", "wil") },
		{ weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 4 }) },
	);
	return fc.array(piece, { maxLength: maxPieces, size: "max" }).map((all) => all.join(""));
}
