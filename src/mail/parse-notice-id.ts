/**
 * The case and round of a notice id (`NSM-2026-0042-1-3`: case, round, group). What follows the case may be another mark, such as that
 * of a test mail; the round is then 1. Throws for an id that does not begin with a case number: a fault of the caller.
 */
export function parseNoticeId(noticeId: string): { readonly caseNumber: string; readonly round: number } {
	const match = /^([A-Z][A-Z0-9]*-\d{4}-\d+)(?:-(\d{1,6}))?(?:-[\w.-]*)?$/.exec(noticeId);
	if (match === null) throw new Error("notice id does not begin with a case number");
	return { caseNumber: match[1] ?? "", round: Math.max(1, Number(match[2] ?? "1")) };
}
