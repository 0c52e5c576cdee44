import type { FakeSlack } from "../../support/fake-slack/fake-slack.ts";
import type { Actor } from "../../support/scenario-driver.ts";

type Payload = Readonly<Record<string, unknown>>;

/** Payloads as Slack sends them, for `raw`, which tells how they were acknowledged; it fills in tokens, triggers and response URLs. */
export function rawPayloads({ users, channels, teamId }: FakeSlack) {
	const named = (as: Actor) => ({ id: users[as].id, name: as, username: as, team_id: teamId });
	const interaction = (as: Actor): Payload => ({
		...{ user: named(as), team: { id: teamId, domain: "meldkamer" }, enterprise: null, trigger_id: "filled in" },
	});
	const view = (callbackId: string, values: Payload): Payload => ({
		...{ id: `V0${callbackId.length}FORM`, type: "modal", callback_id: callbackId, state: { values } },
		...{ title: { type: "plain_text", text: "A form" }, private_metadata: "", hash: "1.x", blocks: [] },
	});
	const place = { channel: { id: channels.cases, name: "cases" }, response_url: "filled in" };
	return {
		command: (as: Actor, text: string): Payload => ({
			...{ command: "/meldkamer", text, user_id: users[as].id, user_name: as, team_id: teamId },
			...{ channel_id: channels.cases, channel_name: "cases", trigger_id: "filled in", response_url: "filled in" },
		}),
		press: (as: Actor, actionId: string, more: Payload = {}): Payload => ({
			...{ type: "block_actions", ...interaction(as), ...place },
			container: { type: "message", message_ts: "1700000000.000100", channel_id: channels.cases, is_ephemeral: false },
			message: { type: "message", ts: "1700000000.000100", text: "A case", blocks: [] },
			actions: [{ type: "button", action_id: actionId, block_id: "b1", ...more }],
		}),
		/** `values` by block id; each is an action's state. */
		form: (as: Actor, callbackId: string, values: Payload = {}): Payload => ({
			...{ type: "view_submission", ...interaction(as), response_urls: [] },
			view: view(callbackId, Object.fromEntries(Object.entries(values).map(([id, value]) => [id, { value }]))),
		}),
		shortcut: (as: Actor, callbackId: string, files: readonly Payload[]): Payload => ({
			...{ type: "message_action", ...interaction(as), ...place, callback_id: callbackId },
			...{ action_ts: "1700000001.000100", message_ts: "1700000000.000100" },
			message: { type: "message", ts: "1700000000.000100", text: "", files },
		}),
		suggestion: (as: Actor, callbackId: string, option: string, value: string): Payload => {
			const { trigger_id: _, ...rest } = interaction(as);
			return {
				...{ type: "block_suggestion", ...rest, view: view(callbackId, {}), container: { type: "view" } },
				...{ action_id: "value", block_id: option, value },
			};
		},
	};
}
