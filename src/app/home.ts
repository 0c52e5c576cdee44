import { mayDo } from "../core/command/parse-line.ts";
import type { Card } from "../core/thread/card.ts";
import { renderHome } from "../core/thread/home-cards.ts";
import { recentWeeks, type Week } from "../core/weeks.ts";
import type { Asker } from "../ports/chat.ts";
import type { Command } from "./command.ts";
import type { Context } from "./context.ts";

/** Cases of which the state is looked at; the others are counted. */
const maxCases = 50;
const listed = 1_000;
/** Commands that are offered as buttons, in this order. */
const offered: readonly string[] = ["report", "lookup", "status"];

/** A person's own page: what waits for them, the open cases of their platform, the summary. Nothing of it for who has no role. */
export async function homeCards(
	context: Context,
	commands: readonly Command[],
	asker: Asker,
): Promise<readonly Card[]> {
	const { cases, texts } = context;
	const t = texts.replies;
	if (!mayDo(asker.roles, "volunteer")) return [{ tone: "warn", title: null, body: [t.notAllowed(t.roles.volunteer)] }];
	const rows = await cases.list({ open: true, limit: listed, platform: asker.platform });
	const states = await Promise.all(rows.slice(0, maxCases).map(({ number }) => cases.load(number)));
	const [thisWeek] = recentWeeks(context.clock(), context.hotline.timeZone, 1);
	const offers = offered.flatMap((line) => {
		const spec = commands.map((command) => command.spec).find(({ name }) => name === line);
		return spec === undefined || !mayDo(asker.roles, spec.role)
			? []
			: [{ line, label: spec.description[texts.language] }];
	});
	return renderHome(
		{
			person: asker.person,
			cases: states.filter((state) => state !== null),
			more: Math.max(0, rows.length - maxCases),
			figures: await cases.totals((thisWeek as Week).start),
			offers,
		},
		texts,
	);
}
