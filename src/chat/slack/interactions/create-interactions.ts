import type { App, BlockAction, BlockSuggestion, MessageShortcut, SlashCommand, ViewSubmitAction } from "@slack/bolt";
import { entriesOf } from "../../../core/command/parse-line.ts";
import { slashCommand } from "../slash-command.ts";
import { codeOf } from "./answer.ts";
import type { InteractionContext, InteractionTimes } from "./context.ts";
import { createOnce, type Delivery } from "./once.ts";
import { runCommand } from "./run-command.ts";
import { answerToForm, runForm } from "./run-form.ts";
import { runPress } from "./run-press.ts";
import { reportShortcut, runShortcut } from "./run-shortcut.ts";
import { showHome } from "./show-home.ts";
import { suggest } from "./suggest.ts";

export interface InteractionDeps extends Omit<InteractionContext, "entries" | "times"> {
	readonly times?: Partial<InteractionTimes>;
}

export interface Interactions {
	/** Takes what people do from now on: commands, buttons, forms, shortcuts, suggestions, the App Home. */
	listen(app: App): void;
	/** Resolves when all that was taken is answered. */
	settled(): Promise<void>;
}

const usualTimes: InteractionTimes = { suggestMs: 2_200, retryDelaysMs: [500, 2_000] };
/** Deliveries remembered; Slack delivers again within minutes. */
const remembered = 20_000;

/** Answers what people do: acknowledges first, and does each thing once. */
export function createInteractions({ times, ...deps }: InteractionDeps): Interactions {
	const { log, commands } = deps.options;
	const context: InteractionContext = { ...deps, entries: entriesOf(commands), times: { ...usualTimes, ...times } };
	const once = createOnce(remembered);
	const underWay = new Set<Promise<void>>();
	const start = (work: Promise<void>): void => {
		const running = work
			.catch((fault: unknown) => log.error("slack.interaction-failed", fault))
			.finally(() => underWay.delete(running));
		underWay.add(running);
	};
	const take = async <T>(ids: readonly (string | undefined)[], delivery: Omit<Delivery<T>, "ids">): Promise<void> => {
		const named = ids.filter((id) => id !== undefined && id !== "") as readonly string[];
		if (!(await once({ ...delivery, ids: named }))) log.warn("slack.not-acknowledged");
	};
	const nothing = () => undefined;
	return {
		listen(app) {
			app.command(slashCommand, ({ body, ack, context: { envelopeId } }) =>
				take([envelopeId, body.trigger_id], {
					...{ acknowledge: ack, answer: nothing },
					work: () => start(runCommand(context, body as SlashCommand)),
				}),
			);
			app.action<BlockAction>({ type: "block_actions" }, ({ body, ack, context: { envelopeId } }) =>
				take([envelopeId, body.trigger_id], {
					...{ acknowledge: ack, answer: nothing },
					work: () => start(runPress(context, body)),
				}),
			);
			app.view<ViewSubmitAction>({ type: "view_submission" }, ({ body, ack, context: { envelopeId } }) =>
				take([envelopeId, body.trigger_id], {
					acknowledge: ack,
					answer: () => answerToForm(context, body),
					work: (answer) => {
						if (answer?.response_action !== "errors") start(runForm(context, body));
					},
				}),
			);
			app.shortcut<MessageShortcut>(
				{ type: "message_action", callback_id: reportShortcut },
				({ body, ack, context: { envelopeId } }) =>
					take([envelopeId, body.trigger_id], {
						...{ acknowledge: ack, answer: nothing },
						work: () => start(runShortcut(context, body)),
					}),
			);
			app.options<"block_suggestion">(/.*/, async ({ body, ack }) => {
				const options = await suggest(context, body as BlockSuggestion);
				await ack({ options }).catch((fault: unknown) => log.warn("slack.suggestions-lost", { code: codeOf(fault) }));
			});
			app.event("app_home_opened", async ({ event }) => {
				if (event.tab === "home") start(showHome(context, { id: event.user, name: event.user, teamId: null }));
			});
			app.error(async (fault) => {
				log.error("slack.listener-failed", fault);
			});
		},
		async settled() {
			while (underWay.size > 0) await Promise.all(underWay);
		},
	};
}
