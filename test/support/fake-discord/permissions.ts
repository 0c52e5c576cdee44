import { PermissionFlagsBits as bits } from "discord-api-types/v10";
import { apiErrors } from "./api-error.ts";
import type { World } from "./world.ts";

/** What the bot may do in a channel; a thread has its channel's. */
export function channelPermissionsOf(world: World, channelId: string): bigint {
	const own = world.threads.get(channelId)?.parentId ?? channelId;
	return world.channelPermissions.get(own) ?? world.serverPermissions;
}

/** Throws 10003 for a channel that isn't there, 50001 when the bot can't see it, 50013 when it may not do all of `needed`. */
export function needPermissions(world: World, channelId: string, needed: bigint = 0n): void {
	const thread = world.threads.get(channelId);
	if (!world.channels.has(channelId) && !thread) throw apiErrors.unknownChannel();
	if (world.isOut) throw apiErrors.missingAccess();
	const has = channelPermissionsOf(world, channelId);
	if (!(has & bits.ViewChannel)) throw apiErrors.missingAccess();
	const isOutside = thread?.type === 12 && !thread.memberIds.includes(world.ids.botId);
	if (isOutside && !(has & bits.ManageThreads)) throw apiErrors.missingAccess();
	if ((has & needed) !== needed) throw apiErrors.missingPermissions();
}
