import type { webApi } from "@slack/bolt";
import { troubleOf } from "../faults.ts";
import { ask } from "./ask.ts";

/** The bot as its token shows it. */
export interface Bot {
	/** With its sign: `@meldkamer`. */
	readonly name: string;
	readonly workspace: string;
	/** `A…`; null when Slack does not say. */
	readonly appId: string | null;
	/** Null when Slack does not say. */
	readonly scopes: readonly string[] | null;
}

/** Null when Slack does not accept the token. Throws what the SDK throws otherwise. */
export async function fetchBot(client: webApi.WebClient): Promise<Bot | null> {
	try {
		const who = await client.auth.test();
		return {
			name: `@${who.user ?? ""}`,
			workspace: who.team ?? "",
			appId: who.app_id ?? (who.bot_id === undefined ? null : await fetchAppId(client, who.bot_id)),
			scopes: who.response_metadata?.scopes ?? null,
		};
	} catch (cause) {
		if (troubleOf(cause).kind === "revoked") return null;
		throw cause;
	}
}

async function fetchAppId(client: webApi.WebClient, bot: string): Promise<string | null> {
	const { answer } = await ask(client.bots.info({ bot }));
	return answer?.bot?.app_id ?? null;
}
