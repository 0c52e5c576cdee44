/** A file that somebody put in a chat, not fetched yet. */
export interface RemoteFile {
	readonly url: string;
	/** Hosts, with port where it is not the usual one, that it may lie on: compared whole. Over https, or http on loopback. */
	readonly hosts: readonly string[];
	/** What the chat says that it weighs: neither more nor fewer bytes are taken. */
	readonly bytes: number;
	/** A credential for its host; goes to no other, as redirects are not followed. */
	readonly authorization?: string;
}

/**
 * Fetches a file as a stream, nothing before it is read. Throws `WrongFileHost`, `LoginPage`, and `AttachmentLost` when it did not come whole or
 * in time.
 */
export type Download = (file: RemoteFile) => AsyncIterable<Uint8Array>;

/** A file's link names a host that is not in the settings. */
export class WrongFileHost extends Error {
	readonly host: string;
	constructor(host: string) {
		super("a file lies on another host than those in the settings");
		this.name = "WrongFileHost";
		this.host = host;
	}
}

/** In place of the file its host gave a page, as it does to who may not have the file. */
export class LoginPage extends Error {
	constructor() {
		super("the file's host gave a page and not the file");
		this.name = "LoginPage";
	}
}
