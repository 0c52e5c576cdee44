import { botScopes } from "../../../src/chat/slack/setup/scopes.ts";

/** What the bot's token may do at first: what the manifest asks for, and nothing more. */
export const allScopes: readonly string[] = Object.keys(botScopes);
