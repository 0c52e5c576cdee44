import { parentPort, workerData } from "node:worker_threads";
import type { StatusChart } from "../core/thread/status-chart.ts";
import { drawPng } from "./draw-png.ts";

/** Entry of the worker thread: draws the one chart that it was started with. */
parentPort?.postMessage(drawPng(workerData as StatusChart));
