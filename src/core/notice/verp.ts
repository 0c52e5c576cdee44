/** Local part of an address or a Message-ID: before the last `@`. */
const localOf = (address: string) => address.slice(0, address.lastIndexOf("@"));
const domainOf = (address: string) => address.slice(address.lastIndexOf("@") + 1);

/**
 * The envelope sender of one mail: `bounces+<local part of its Message-ID>@domain`, so that a bounce says which mail it is of, whatever
 * else it holds (variable envelope return path). `messageId` with angle brackets. Throws where the local part would have more than 64
 * octets (RFC 5321, 4.5.3.1.1).
 */
export function verpAddress(bounces: string, messageId: string): string {
	const local = `${localOf(bounces)}+${localOf(messageId.slice(1, -1))}`;
	if (local.length > 64) throw new RangeError("the bounce address is too long for the notice's token");
	return `${local}@${domainOf(bounces)}`;
}

/**
 * The Message-ID, in lower case and with angle brackets, of the mail that `address` is the envelope sender of; null for an address that is not
 * made by `verpAddress` for this bounce address. `domain` is the domain of our Message-IDs. Case of letters does not count.
 */
export function messageIdOfVerp(address: string, bounces: string, domain: string): string | null {
	const [own, given] = [bounces.toLowerCase(), address.toLowerCase()];
	const start = `${localOf(own)}+`;
	if (domainOf(given) !== domainOf(own) || !given.startsWith(start)) return null;
	const token = localOf(given).slice(start.length);
	return /^[a-z0-9][a-z0-9.-]*$/.test(token) ? `<${token}@${domain.toLowerCase()}>` : null;
}
