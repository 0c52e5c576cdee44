import { WebsiteAnswer } from "../core/contact/website-answer.ts";
import type { SecurityTxtCache } from "../ports/website-contacts.ts";
import { cleanJson } from "./clean-text.ts";
import type { Prisma } from "./prisma.ts";

/** Answers of websites in the database, one per host, the newest. */
export function createSecurityTxtCache(prisma: Prisma): SecurityTxtCache {
	return {
		async find(host) {
			const row = await prisma.cachedSecurityTxt.findUnique({ where: { host } });
			if (row === null) return null;
			const answer = WebsiteAnswer.safeParse(row.answer);
			return answer.success ? answer.data : null;
		},

		async save(host, answer) {
			const data = { answer: cleanJson(answer), asOf: answer.asOf };
			await prisma.cachedSecurityTxt.upsert({ where: { host }, create: { host, ...data }, update: data });
		},

		async dropOlder(before) {
			await prisma.cachedSecurityTxt.deleteMany({ where: { asOf: { lt: before } } });
		},
	};
}
