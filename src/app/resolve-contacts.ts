import type { Resolution } from "../core/contact/resolution.ts";
import type { Finding } from "../core/report/finding.ts";
import type { Context } from "./context.ts";
import { executeOwn } from "./execute.ts";
import type { ContactFinder } from "./find-contact.ts";
import { GroupCollector } from "./group-collector.ts";

const batchSize = 500;

/**
 * Finds who is behind every finding of a case, and records the groups: one per operator to be mailed, one per operator or reason that is
 * not. Started again after a crash it begins anew; answers of live sources are cached, so nobody is asked twice.
 */
export async function resolveContacts(context: Context, caseNumber: string, signal: AbortSignal): Promise<void> {
	const state = await context.cases.load(caseNumber);
	if (state === null || state.status !== "resolving") return;
	const finder = await context.openFinder();
	const total = state.summary?.findings ?? 0;
	const groups = new GroupCollector();
	let done = 0;
	try {
		for await (const batch of context.findings.findings(caseNumber, batchSize)) {
			signal.throwIfAborted();
			const resolutions = await resolveBatch(finder, batch, signal);
			const assignments = batch.map((finding, index) => ({
				...{ finding: finding.id, group: groups.add(resolutions[index] as Resolution) },
			}));
			await context.findings.assign(caseNumber, assignments);
			done += batch.length;
			const label = context.texts.panels.resolvingProgress(context.texts.number(done), context.texts.number(total));
			context.poster.progress(caseNumber, { done, total, label });
		}
		await context.findings.takeStatistics();
		await context.findings.saveGroups(caseNumber, groups.records());
		await executeOwn(context, caseNumber, { type: "RecordContacts", round: state.round, groups: groups.groups() });
	} finally {
		context.poster.progress(caseNumber, null);
	}
}

/** One question per distinct target; the finder itself limits how many are under way. */
async function resolveBatch(
	finder: ContactFinder,
	batch: readonly Finding[],
	signal: AbortSignal,
): Promise<readonly Resolution[]> {
	const answers = new Map<string, Promise<Resolution>>();
	const asked = batch.map(({ target }) => {
		const known = answers.get(target.text);
		if (known !== undefined) return known;
		const answer = finder.resolve(target, signal);
		answers.set(target.text, answer);
		return answer;
	});
	return Promise.all(asked);
}
