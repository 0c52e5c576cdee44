/** The package's own types point at its JavaScript. Schemas by name, `MessageCreateRequestSchema` and 500 more. */
declare module "discord-api-spec/zod" {
	const schemas: Readonly<Record<string, import("zod/mini").ZodMiniType | undefined>>;
	export = schemas;
}
