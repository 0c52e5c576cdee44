import type { Contact } from "../core/contact/contact.ts";
import { containsRange } from "../core/report/range.ts";
import type { AddressRange } from "../core/report/target.ts";
import type { ContactCache, StoredAnswer } from "../ports/contact-cache.ts";
import { cleanJson } from "./clean-text.ts";
import { enclosingBlock, enclosingBlocks, toHex, toRange } from "./range-hex.ts";
import type { Sql, SqlRow } from "./sql.ts";

/** As it stands in the column `contact`; the range of the contact apart, because JSON has no big numbers. */
interface Kept {
	readonly whole: boolean;
	readonly contact: (Omit<Contact, "range"> & { readonly range: readonly [first: string, last: string] }) | null;
}

/** PostgreSQL takes any number of them; one statement that is too large holds everything else up. */
const rangesAtOnce = 500;

/**
 * Answers of live sources in the database; one per area, the newest. The columns of the question and of the range both hold the
 * area, `block` the smallest CIDR block round it, so that looking for areas round an address is a handful of exact look-ups.
 */
export function createContactCache(sql: Sql): ContactCache {
	const round = async (ranges: readonly AddressRange[], since: string): Promise<StoredAnswer[]> => {
		const blocks = [...new Set(ranges.flatMap(enclosingBlocks))];
		const rows = await sql.query(
			"select question_first, question_last, contact, as_of from cached_contacts where block = any($1::text[]) and as_of > $2",
			[blocks, since],
		);
		return rows.map(toAnswer).filter((answer) => answer !== null);
	};
	return {
		async find(ranges, since) {
			const found: (StoredAnswer | null)[] = [];
			for (const some of slices(ranges, rangesAtOnce)) {
				const answers = answersByBlock(await round(some, since));
				found.push(...some.map((range) => newestFor(range, answers)));
			}
			return found;
		},

		async save(answers) {
			// Two of the same area in one statement would be an error; the later one counts.
			const latest = [...new Map(answers.map((answer) => [keyOf(answer.area), answer])).values()];
			for (const some of slices(latest, sql.rowsAtOnce)) {
				const column = (read: (answer: StoredAnswer) => string) => some.map(read);
				await sql.query(
					`insert into cached_contacts
						(question_version, question_first, question_last, block, range_first, range_last, contact, as_of)
					select version, first, last, block, first, last, contact::json, as_of
					from unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])
						as a (version, first, last, block, contact, as_of)
					on conflict (question_version, question_first, question_last) do update set
						block = excluded.block, range_first = excluded.range_first, range_last = excluded.range_last,
						contact = excluded.contact, as_of = excluded.as_of`,
					[
						some.map(({ area }) => area.version),
						column(({ area }) => toHex(area.version, area.first)),
						column(({ area }) => toHex(area.version, area.last)),
						column(({ area }) => enclosingBlock(area)),
						column((answer) => JSON.stringify(cleanJson(toKept(answer)))),
						column(({ asOf }) => asOf),
					],
				);
			}
		},

		async dropOlder(before) {
			await sql.query("delete from cached_contacts where as_of < $1", [before]);
		},
	};
}

function* slices<T>(list: readonly T[], size: number): Generator<readonly T[]> {
	for (let from = 0; from < list.length; from += size) yield list.slice(from, from + size);
}

const keyOf = ({ version, first, last }: AddressRange) => `${version}/${first}-${last}`;

function answersByBlock(answers: readonly StoredAnswer[]): ReadonlyMap<string, readonly StoredAnswer[]> {
	const byBlock = new Map<string, StoredAnswer[]>();
	for (const answer of answers) {
		const block = enclosingBlock(answer.area);
		byBlock.set(block, [...(byBlock.get(block) ?? []), answer]);
	}
	return byBlock;
}

function newestFor(range: AddressRange, answers: ReadonlyMap<string, readonly StoredAnswer[]>): StoredAnswer | null {
	let newest: StoredAnswer | null = null;
	for (const block of enclosingBlocks(range)) {
		for (const answer of answers.get(block) ?? []) {
			const holds = answer.whole ? containsRange(answer.area, range) : keyOf(answer.area) === keyOf(range);
			if (holds && (newest === null || answer.asOf > newest.asOf)) newest = answer;
		}
	}
	return newest;
}

function toKept({ whole, contact }: StoredAnswer): Kept {
	if (contact === null) return { whole, contact };
	const { version, first, last } = contact.range;
	return { whole, contact: { ...contact, range: [toHex(version, first), toHex(version, last)] } };
}

/** Null for a row of an earlier version of this table, which is asked for anew. */
function toAnswer(row: SqlRow): StoredAnswer | null {
	const kept = row.contact as Partial<Kept>;
	if (kept.whole === undefined || kept.contact === undefined) return null;
	const { contact, whole } = kept;
	return {
		area: toRange(String(row.question_first), String(row.question_last)),
		whole,
		contact: contact === null ? null : { ...contact, range: toRange(...contact.range) },
		asOf: (row.as_of as Date).toISOString(),
	};
}
