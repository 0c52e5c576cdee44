import type { APIInteraction } from "discord.js";
import { shownName } from "../../../core/show/shown-name.ts";
import type { Asker } from "../../../ports/chat.ts";
import type { DiscordOptions } from "../options.ts";

/** Who asks. Roles are those that the interaction itself brings; none outside the server, for another bot, and when it brings no member. */
export function toAsker(
	interaction: APIInteraction,
	{ guildId, roles }: Pick<DiscordOptions, "guildId" | "roles">,
	caseNumber: string | null,
): Asker {
	const { member } = interaction;
	const user = member?.user ?? interaction.user;
	const isMember = interaction.guild_id === guildId && member !== undefined && user?.bot !== true;
	const held = new Set(isMember ? member.roles : []);
	const names = [member?.nick, user?.global_name, user?.username].map((name) => shownName(name ?? ""));
	const id = user?.id ?? "unknown";
	return {
		person: { id: `discord:${id}`, name: names.find((name) => name !== "") ?? id },
		roles: (["volunteer", "coordinator"] as const).filter((role) => roles[role].some((each) => held.has(each))),
		platform: "discord",
		caseNumber,
	};
}
