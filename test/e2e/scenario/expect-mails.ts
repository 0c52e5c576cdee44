import type { ExpectedGroups } from "../../support/scenario-groups.ts";
import { checkMails, type ReadMail, readOutbox } from "../../support/scenario-mails.ts";
import { check, type Stage } from "./stage.ts";

/** The mails of a case to operators, by notice; `round` as in the notice's id. */
export async function mailsOf({ driver }: Stage, caseNumber: string, round = 1): Promise<readonly ReadMail[]> {
	const mails = await readOutbox(driver.dataDir);
	return mails.filter((mail) => mail.noticeId.startsWith(`${caseNumber}-${round}-`) && !/-TEST-/.test(mail.noticeId));
}

/** Fails unless the case's mails of a round are exactly these: one per operator, with all of its own addresses and no other's. */
export async function expectMails(
	stage: Stage,
	caseNumber: string,
	expected: ExpectedGroups,
	round = 1,
): Promise<void> {
	const wrong = checkMails(await mailsOf(stage, caseNumber, round), expected);
	check(wrong.length === 0, `${caseNumber}, round ${round}: ${wrong.join("; ")}`);
}
