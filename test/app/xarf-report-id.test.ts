import { expect, it } from "vitest";
import { xarfReportId } from "../../src/app/xarf-report-id.ts";

it("a report's id is a UUID of version 5, the same for the same finding in the same notice", () => {
	const id = xarfReportId("NSM-2026-0042-1-3", 7);
	expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
	expect(xarfReportId("NSM-2026-0042-1-3", 7)).toBe(id);
	const others = [xarfReportId("NSM-2026-0042-1-3", 8), xarfReportId("NSM-2026-0042-2-3", 7)];
	expect(new Set([id, ...others]).size).toBe(3);
});
