/** Bytes of the largest file that is given to a chat: Discord takes 10 MiB with everything round it (discord.com/developers/docs/reference#uploading-files). */
export const maxFileBytes = 8_000_000;
