import type { HandledMails } from "../ports/inbound-mail.ts";
import type { Prisma } from "./prisma.ts";

/** Mails that were dealt with, in the table `handled_mails`. */
export function createHandledMails(prisma: Prisma): HandledMails {
	return {
		async among(keys) {
			const rows = await prisma.handledMail.findMany({ where: { key: { in: [...keys] } }, select: { key: true } });
			return new Set(rows.map(({ key }) => key));
		},

		async add(keys, at) {
			await prisma.handledMail.createMany({ data: keys.map((key) => ({ key, handledAt: at })), skipDuplicates: true });
		},

		async dropOlder(before) {
			await prisma.handledMail.deleteMany({ where: { handledAt: { lt: before } } });
		},
	};
}
