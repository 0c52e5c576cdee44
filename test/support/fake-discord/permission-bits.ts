import { PermissionFlagsBits as bits } from "discord-api-types/v10";

/** What the bot has unless a test says otherwise: enough for all it does, and not one that runs a server. */
export const usualBotPermissions =
	bits.ViewChannel |
	bits.SendMessages |
	bits.SendMessagesInThreads |
	bits.CreatePublicThreads |
	bits.CreatePrivateThreads |
	bits.ManageThreads |
	bits.EmbedLinks |
	bits.AttachFiles |
	bits.ReadMessageHistory |
	bits.UseApplicationCommands;

/** What an ordinary member has. */
export const memberPermissions =
	bits.ViewChannel |
	bits.SendMessages |
	bits.SendMessagesInThreads |
	bits.EmbedLinks |
	bits.AttachFiles |
	bits.ReadMessageHistory |
	bits.UseApplicationCommands;
