// Preloaded into a process that may make no network call: the first one ends it with status 97 and a line that says which.
const net = require("node:net");
const dgram = require("node:dgram");
const dns = require("node:dns");
const tls = require("node:tls");

const refuse = (what) => () => {
	process.stderr.write(`network: ${what}\n`);
	process.exit(97);
};
net.Socket.prototype.connect = refuse("net.Socket.connect");
tls.connect = refuse("tls.connect");
dgram.createSocket = refuse("dgram.createSocket");
for (const of of [dns, dns.promises]) {
	for (const name of Object.keys(of)) if (/^(lookup|resolve|reverse)/.test(name)) of[name] = refuse(`dns.${name}`);
	for (const name of ["resolve4", "resolve6", "resolveCname", "resolveAny"])
		of.Resolver.prototype[name] = refuse(`dns.Resolver.${name}`);
}
