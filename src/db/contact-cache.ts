import type { Contact } from "../core/contact/contact.ts";
import type { AddressRange } from "../core/report/target.ts";
import type { ContactCache } from "../ports/contact-cache.ts";
import { cleanJson } from "./clean-text.ts";
import type { CachedContact, Prisma as PrismaTypes } from "./generated/client.ts";
import type { Prisma } from "./prisma.ts";
import { enclosingBlock, enclosingBlocks, toHex, toRange } from "./range-hex.ts";

/** Answers of live sources in the database; one per question, the newest. */
export function createContactCache(prisma: Prisma): ContactCache {
	return {
		async covering(range, since) {
			const rows = await prisma.cachedContact.findMany({
				where: {
					block: { in: enclosingBlocks(range) },
					rangeFirst: { lte: toHex(range.version, range.first) },
					rangeLast: { gte: toHex(range.version, range.last) },
					asOf: { gt: since },
				},
				orderBy: { asOf: "desc" },
			});
			// Several questions may have got the same answer: the newest one counts.
			const newest = new Map<string, CachedContact>();
			for (const row of rows) {
				const key = `${row.rangeFirst}-${row.rangeLast}`;
				if (!newest.has(key)) newest.set(key, row);
			}
			return [...newest.values()].map(toContact).sort((a, b) => compare(width(a.range), width(b.range)));
		},

		async answered(question, since) {
			const row = await prisma.cachedContact.findFirst({ where: { ...toQuestion(question), asOf: { gt: since } } });
			return row === null ? null : toContact(row);
		},

		async save(question, contact) {
			const { range, asOf, ...rest } = contact;
			const data = {
				block: enclosingBlock(range),
				rangeFirst: toHex(range.version, range.first),
				rangeLast: toHex(range.version, range.last),
				contact: toJson(rest),
				asOf,
			};
			const key = toQuestion(question);
			await prisma.cachedContact.upsert({
				where: { questionVersion_questionFirst_questionLast: key },
				create: { ...key, ...data },
				update: data,
			});
		},

		async dropOlder(before) {
			await prisma.cachedContact.deleteMany({ where: { asOf: { lt: before } } });
		},
	};
}

/** Prisma's type of JSON takes no interface. */
function toJson(contact: Omit<Contact, "range" | "asOf">): PrismaTypes.InputJsonValue {
	return cleanJson(contact) as unknown as PrismaTypes.InputJsonValue;
}

function toQuestion({ version, first, last }: AddressRange) {
	return { questionVersion: version, questionFirst: toHex(version, first), questionLast: toHex(version, last) };
}

function toContact(row: CachedContact): Contact {
	const rest = row.contact as unknown as Omit<Contact, "range" | "asOf">;
	return { ...rest, range: toRange(row.rangeFirst, row.rangeLast), asOf: row.asOf.toISOString() };
}

function width(range: AddressRange): bigint {
	return range.last - range.first;
}

function compare(a: bigint, b: bigint): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
