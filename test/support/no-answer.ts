/** What a platform shows when the bot did not acknowledge in time: whether anything was done, the person cannot know. */
export class NoAnswer extends Error {
	constructor(what: string) {
		super(`${what}: the application did not respond`);
		this.name = "NoAnswer";
	}
}
