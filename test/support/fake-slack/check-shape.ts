import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import { discriminate } from "./discriminate.ts";
import { readSlackSchemas } from "./slack-schemas.ts";

type Shape = "KnownBlock" | "ModalView" | "HomeView" | "MessageMetadata" | "Option" | "OptionGroup";

const validators = new Map<Shape, ValidateFunction>();

/** Makes the checks that `checkShape` does; once for a process. */
export async function loadShapes(): Promise<void> {
	if (validators.size > 0) return;
	const definitions = discriminate(await readSlackSchemas());
	const ajv = new Ajv({ allErrors: true, strict: false, verbose: true });
	ajv.addSchema({ $id: "slack", definitions });
	const shapes: readonly Shape[] = ["KnownBlock", "ModalView", "HomeView", "MessageMetadata", "Option", "OptionGroup"];
	for (const shape of shapes) validators.set(shape, ajv.compile({ $ref: `slack#/definitions/${shape}` }));
}

/** What a type of `@slack/types` has against `value`: unknown and missing keys, wrong types. `pointer` is where it stands. */
export function checkShape(shape: Shape, value: unknown, pointer: string): string[] {
	const validate = validators.get(shape);
	if (!validate) throw new Error("Call loadSlackSchemas first.");
	if (validate(value)) return [];
	const faults = (validate.errors ?? []).flatMap((error) => wording(error, pointer));
	return [...new Set(faults)];
}

function wording(error: ErrorObject, before: string): readonly string[] {
	const pointer = `[json-pointer:${before}${error.instancePath}]`;
	const params = error.params as Readonly<Record<string, unknown>>;
	switch (error.keyword) {
		case "if":
		case "anyOf":
			// What lies behind it says more.
			return [];
		case "additionalProperties":
			return [`unknown key: ${String(params.additionalProperty)} ${pointer}`];
		case "required":
			return [`missing required field: ${String(params.missingProperty)} ${pointer}`];
		case "enum":
		case "const":
			return [`unsupported value: ${JSON.stringify(error.data)} ${pointer}`];
		default:
			return [`${error.message} ${pointer}`];
	}
}
