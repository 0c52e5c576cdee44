/** The local registry cannot be used. `message` is one plain sentence that says what to do. */
export class RegistryFault extends Error {
	constructor(message: string, options?: ErrorOptions) {
		super(message, options);
		this.name = "RegistryFault";
	}
}
