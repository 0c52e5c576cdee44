import fc from "fast-check";
import type { Card } from "../../src/core/thread/card.ts";
import { nastyText } from "./nasty-text.ts";

/** How large the parts of a card may be. */
interface Size {
	readonly text: fc.Arbitrary<string>;
	readonly cell: fc.Arbitrary<string>;
	readonly few: number;
	readonly columns: number;
	readonly fields: number;
	readonly rows: number;
	readonly options: number;
}

const tone = fc.constantFrom("neutral", "busy", "good", "warn", "bad");
const style = fc.constantFrom("primary", "plain", "danger");
const digits = fc.nat({ max: 1_000_000 });
const url = fc.oneof(
	fc.webUrl(),
	fc.constantFrom("javascript:alert(1)", "http://localhost/x", "not a link", `https://a.example/${"x".repeat(600)}`),
);

function cards(size: Size): fc.Arbitrary<Card> {
	const { text, cell, few } = size;
	const list = <T>(one: fc.Arbitrary<T>, maxLength: number) => fc.array(one, { maxLength, size: "max" });
	const line = fc.record({ tone, text, detail: text }, { requiredKeys: ["tone", "text"] });
	const option = fc.record({ label: text, hint: text }, { requiredKeys: ["label"] });
	const table = fc
		.tuple(fc.integer({ min: 1, max: size.columns }), fc.nat({ max: size.rows }))
		.chain(([columns, rows]) => {
			const row = fc.array(cell, { minLength: columns, maxLength: columns });
			const numeric = fc.subarray(Array.from({ length: columns }, (_, column) => column));
			return fc.record({ head: row, numeric, rows: fc.array(row, { maxLength: rows, size: "max" }) });
		});
	return fc
		.record(
			{
				...{ tone, title: fc.option(text), body: list(text, few), note: text, document: text },
				...{ fields: list(fc.record({ label: text, value: text }), size.fields), table, lines: list(line, few) },
				progress: fc.record({ done: digits, total: digits, label: text }),
				image: fc.record({ fileName: text, base64: fc.constant("iVBORw0KGgo="), alt: text }),
				files: list(fc.record({ fileName: text, mediaType: fc.constantFrom("text/csv", "text/plain"), text }), few),
				buttons: list(list(fc.record({ label: text, style }), 6), few),
				menu: fc.record({ label: text, options: list(option, size.options) }),
				link: fc.record({ label: text, url }),
			},
			{ requiredKeys: ["tone", "title"] },
		)
		.map(({ buttons = [], menu, ...rest }) => ({
			...rest,
			buttons: buttons.map((row, at) =>
				row.map((button, index) => ({ ...button, id: `do:A-2026-0001:${at}:${index}` })),
			),
			...(menu === undefined
				? {}
				: {
						menu: {
							id: "choose:A-2026-0001:1",
							label: menu.label,
							options: menu.options.map((option, index) => ({ ...option, value: String(index) })),
						},
					}),
		}));
}

/** Cards that fit in a message of any platform as they are. */
export const smallCards: fc.Arbitrary<Card> = cards({
	...{ text: nastyText(5).map((text) => text.slice(0, 60)), cell: fc.string({ unit: "grapheme-ascii", maxLength: 7 }) },
	...{ few: 3, columns: 4, fields: 5, rows: 4, options: 5 },
});

const long = fc.oneof(
	{ weight: 6, arbitrary: nastyText(8) },
	{ weight: 2, arbitrary: nastyText(120) },
	{ weight: 1, arbitrary: nastyText(10).map((text) => text.repeat(200)) },
	{
		weight: 1,
		arbitrary: fc.constantFrom(
			"_".repeat(5000),
			"👩‍👩‍👧‍👦".repeat(900),
			`e${"\u0301".repeat(3000)}`,
			"漢".repeat(4100),
		),
	},
);

/** Cards with far too much of everything. */
export const largeCards: fc.Arbitrary<Card> = cards({
	...{ text: long, cell: long },
	...{ few: 30, columns: 8, fields: 40, rows: 60, options: 40 },
});
