/** Slack's own client refuses it; nothing reaches the bot. */
export class PlatformRefused extends Error {
	constructor(why: string) {
		super(why);
		this.name = "PlatformRefused";
	}
}
