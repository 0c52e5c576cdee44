/** The hotline's own numbers, from the settings. */
export interface Rules {
	/** Votes for one answer that decide a poll. */
	readonly quorum: number;
	readonly pollHours: number;
	/** Days after closing until addresses are purged. */
	readonly retentionDays: number;
}
