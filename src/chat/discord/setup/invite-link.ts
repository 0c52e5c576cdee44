import { type APIApplication, Routes } from "discord.js";
import type { DiscordOptions } from "../options.ts";
import { toStartFault } from "../start-fault.ts";
import { openRest } from "./open-rest.ts";
import { invitePermissions } from "./permissions.ts";

export interface InviteOptions extends Pick<DiscordOptions, "token" | "apiUrl" | "language" | "threads"> {
	/** Chosen beforehand in the link; null leaves the choice open. */
	readonly guildId: string | null;
}

/** Asks Discord which application the token is of, and gives its link. Throws `ChatFault`. */
export async function fetchInviteLink(options: InviteOptions): Promise<string> {
	try {
		const application = (await openRest(options).get(Routes.currentApplication())) as APIApplication;
		return inviteLink(application.id, options);
	} catch (cause) {
		throw toStartFault(options.language, cause);
	}
}

/** The link with which an administrator of a server adds the bot, with the permissions that it needs and no others (docs, OAuth2, Bot Authorization Flow). */
export function inviteLink(
	applicationId: string,
	{ threads, guildId }: Pick<InviteOptions, "threads" | "guildId">,
): string {
	const query = new URLSearchParams({
		client_id: applicationId,
		scope: "bot applications.commands",
		permissions: String(invitePermissions(threads)),
		...(guildId !== null && { guild_id: guildId }),
	});
	return `https://discord.com/oauth2/authorize?${query}`;
}
