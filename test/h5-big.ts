import { transcriptFile } from "../src/app/transcript-file.ts";
import { evolve } from "../src/core/case/evolve.ts";
import { createTexts } from "../src/text/texts.ts";
import { caseOpened, noticeRef, at } from "./support/sample-case.ts";
import { monitorEventLoopDelay } from "node:perf_hooks";
const n=5000, number="NSM-2026-0001";
const ev:any[]=[caseOpened(number),{type:"ContactsResolved",at:at(),by:"bot",round:1,groups:[]},{type:"NoticesQueued",at:at(),by:{id:"a",name:"Anna"},round:1,notices:Array.from({length:n},(_,i)=>noticeRef(number,i+1))},
...Array.from({length:n},(_,i)=>({type:"NoticeSettled",at:at(i),by:"bot",notice:`${number}-1-${i+1}`,outcome:"accepted",attempt:1,code:250,retryAt:null}))];
const stored=ev.map((event,i)=>({caseNumber:number,seq:i+1,event}));
let s:any=null;let t=performance.now();for(const e of stored)s=evolve(s,e);console.log("fold alone",(performance.now()-t|0),"ms");
const texts=createTexts("nl","Europe/Amsterdam");
const d=monitorEventLoopDelay({resolution:5});d.enable();
t=performance.now();const r=await transcriptFile({cases:{events:async(_n:any,a:number,l:number)=>stored.slice(a,a+l)} as any,clock:()=>at(9999),hotline:{timeZone:"Europe/Amsterdam"} as any,texts},s);
console.log("transcript",performance.now()-t|0,"ms",r.steps,r.file.text.length,"max block",(d.max/1e6)|0,"p99",(d.percentile(99)/1e6)|0);
