import { getLlama, LlamaLogLevel } from 'node-llama-cpp';
const [,, file, lora, thr='2'] = process.argv;
let t=performance.now();
const llama = await getLlama({ build:'never', gpu:false, logLevel: LlamaLogLevel.error, maxThreads: Number(thr) });
const model = await llama.loadModel({ modelPath: '/tmp/w/models/'+file });
const ctx = await model.createContext({ contextSize: 1024, batchSize: 512, threads: Number(thr), ...(lora && lora!=='no' ? {lora:'/tmp/w/models/'+lora}:{}) });
const seq = ctx.getSequence();
console.log(file, lora, 'load', (performance.now()-t).toFixed(0), 'threads', ctx.currentThreads, 'rss', (process.memoryUsage().rss/1e6).toFixed(0));
const prompt = model.tokenize('Labels: Sarah Chen | sarah-chen\nRequest: who does Sarah Chen manage in the platform team and who do they mentor this week?\nREM:', true);
const med=a=>{a.sort((x,y)=>x-y);return a[a.length>>2]};
const gen={generateNext:{logits:true,options:{temperature:1,topK:32,topP:1,minP:0}}};
const P=[],S=[],B4=[],B8=[],G=[];
for(let i=0;i<25;i++){ await seq.clearHistory(); t=performance.now(); const r=await seq.controlledEvaluate(prompt.map((x,k)=>k===prompt.length-1?[x,gen]:x)); P.push(performance.now()-t);
 let [k]=r.at(-1).next.logits.keys();
 for(let j=0;j<6;j++){ t=performance.now(); const q=await seq.controlledEvaluate([[k,gen]]); S.push(performance.now()-t); [k]=q[0].next.logits.keys(); }
 t=performance.now(); await seq.controlledEvaluate([k,k,k,k].map(x=>[x,gen])); B4.push(performance.now()-t);
 t=performance.now(); await seq.controlledEvaluate(Array(8).fill([k,gen])); B8.push(performance.now()-t);
 await seq.clearHistory();
 t=performance.now(); let n=0,last; for await (const tok of seq.evaluate(prompt,{temperature:0})) { n++; if(n===1) last=performance.now(); if(n>=13) break; } G.push((performance.now()-last)/12);
}
console.log(`prompt(${prompt.length}) ${med(P).toFixed(1)}  single ${med(S).toFixed(1)}  batch4 ${med(B4).toFixed(1)}  batch8 ${med(B8).toFixed(1)}  evaluate/token ${med(G).toFixed(1)}`);
process.exit(0);
