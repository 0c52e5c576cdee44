const noPort = 65_536;
const ports = 131_072;
/** Protocols whose ports are numbered by arithmetic; a report that names more than these few is odd. */
const maxProtocols = 2 ** 14;

/** Numbers ports with their protocols: each pair has one, of 32 bits. */
export class PlaceNumbers {
	private readonly protocols = new Map<string | null, number>([[null, 0]]);
	private readonly further = new Map<string, number>();

	of({ port, protocol }: { readonly port: number | null; readonly protocol: string | null }): number {
		let known = this.protocols.get(protocol);
		if (known === undefined) {
			if (this.protocols.size === maxProtocols) return this.furtherOf(`${port} ${protocol}`);
			known = this.protocols.size;
			this.protocols.set(protocol, known);
		}
		return known * ports + (port ?? noPort);
	}

	private furtherOf(place: string): number {
		const known = this.further.get(place) ?? maxProtocols * ports + this.further.size;
		this.further.set(place, known);
		return known;
	}
}
