import { count } from "../count.ts";

/** One sentence per event. `who` is a person's name; numbers come written out. */
export const steps = {
	bot: "Meldkamer",
	opened: (who: string, file: string) => `${who} opened the case with ${file}.`,
	columnAsked: "No column with addresses was found. Which one is it?",
	columnChosen: (who: string, column: string) => `${who} chose the column “${column}”.`,
	roundListRead: (matched: string, unmatched: string) =>
		`Read the list for this round: ${count(matched, "finding is", "findings are")} still affected; ${count(unmatched, "row is", "rows are")} not in this case.`,
	unreadable: (reason: string) => `The file could not be read. ${reason}`,
	unreadableAtLine: (reason: string, line: string) => `The file could not be read (line ${line}). ${reason}`,
	voted: (who: string, vote: string) => `${who} voted: ${vote}.`,
	changedVote: (who: string, previous: string, vote: string) =>
		`${who} changed their vote from ${previous} to ${vote}.`,
	reminded: (missing: string) =>
		`The deadline of the vote has passed. ${count(missing, "more vote is", "more votes are")} needed. The vote stays open.`,
	decided: {
		approved: "The vote is decided: valid. Next: finding the operators.",
		rejected: "The vote is decided: not valid. Nothing is mailed.",
		"needs-info": "The vote is decided: more info is needed. Answer with /case info; then there is a new vote.",
	},
	infoProvided: (who: string, text: string) => `${who} adds: ${text}`,
	assigned: (who: string, operator: string, mailboxes: string) =>
		`${who} assigned a contact: ${operator} (${mailboxes}).`,
	merged: (who: string, operator: string) => `${who} added a group to ${operator}, who has the same mail address.`,
	leftOut: (who: string, operator: string, reason: string) => `${who} left out ${operator}: ${reason}`,
	handedOver: (who: string, operator: string, to: string) => `${who} handed over ${operator} to ${to}.`,
	unnamedGroup: (id: string) => `group ${id}`,
	paused: (who: string) => `${who} paused the mailing.`,
	resumed: (who: string) => `${who} resumed the mailing.`,
	accepted: (operator: string, findings: string) =>
		`${operator}: mail accepted (${count(findings, "finding", "findings")}).`,
	refused: (operator: string, code: string) => `${operator}: mail refused${code}. Nothing arrived.`,
	deferred: (operator: string, code: string, when: string) => `${operator}: not now${code}; next try ${when}.`,
	gaveUp: (operator: string, code: string) => `${operator}: deferred too often${code}; no more tries. Nothing arrived.`,
	unknown: (operator: string) =>
		`${operator}: outcome unknown. The mail may have arrived, so it is not sent again by itself. Please judge.`,
	code: (code: string) => ` (code ${code})`,
	countedAsSent: (who: string, operator: string) => `${who} counts the mail to ${operator} as sent.`,
	sentAgain: (who: string, operator: string) => `${who} has the mail to ${operator} sent again.`,
	split: (operator: string, parts: string) =>
		`${operator}: the list is too large for one mail; it goes out in ${parts} parts.`,
	partOf: (operator: string, part: string, of: string) => `${operator} (part ${part} of ${of})`,
	retried: (who: string, operator: string) => `${who} has the mail to ${operator} tried once more.`,
	roundFinished: (round: string, accepted: string, refused: string, unknown: string) =>
		`Round ${round} is done: ${accepted} accepted, ${refused} refused, ${unknown} unknown.`,
	roundRequested: (who: string, round: string, file: string) => `${who} started round ${round} with ${file}.`,
	note: (who: string, text: string) => `${who} notes: ${text}`,
	withdrawn: (who: string, reason: string) => `${who} withdrew the case: ${reason}`,
	closed: (who: string, day: string) => `${who} closed the case. The addresses are deleted on ${day}; the totals stay.`,
	reopened: (who: string) => `${who} reopened the case.`,
	purged: "The addresses of this case have been deleted. The totals stay.",
} as const;
