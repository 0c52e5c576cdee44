import type { z } from "zod";
import { SourceFault } from "../ports/contact-source.ts";

/** The answer in its known shape; another shape is a fault, never "no contact". */
export function checkShape<T extends z.ZodType>(schema: T, answer: unknown, source: string): z.output<T> {
	const result = schema.safeParse(answer);
	if (result.success) return result.data;
	// The paths of the issues say what changed; their values stay out, they can hold an address.
	const where = result.error.issues.map((issue) => issue.path.join(".")).join(", ");
	throw new SourceFault(source, "changed-shape", `an answer of ${source} has an unknown shape at: ${where}`);
}
