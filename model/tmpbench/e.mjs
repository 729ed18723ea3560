import { getLlama, LlamaLogLevel } from 'node-llama-cpp';
import { decoder } from '/work/main/model/src/process/decoder.ts';
const thr=Number(process.argv[2]??2);
const llama = await getLlama({ build:'never', gpu:false, logLevel: LlamaLogLevel.error, maxThreads: thr });
const model = await llama.loadModel({ modelPath: '/tmp/w/models/'+(process.argv[3]??'SmolLM2-135M-Instruct.Q4_1.gguf') });
const ctx = await model.createContext({ contextSize: 1024, batchSize: 512, threads: thr });
const seq = ctx.getSequence();
const oe=seq.controlledEvaluate.bind(seq); seq.controlledEvaluate=async(x)=>{const t=performance.now();const r=await oe(x);return r};
const d=decoder(model,seq);
const gbnf = `root ::= lookup | traverse | "NONE"
lookup ::= "LOOKUP " string
traverse ::= "TRAVERSE " ( edge " " )? "WITH LOOKUP " string ( " DEPTH " [0-9] )?
edge ::= [a-zA-Z_] [a-zA-Z_-]{0,20}
string ::= "\\"" [^"\\\\\\n]{1,60} "\\""
`;
for (let i=0;i<4;i++){const t=performance.now();
const r=await d.write({prompt:'Labels: Sarah Chen | sarah-chen\nRequest: who does Sarah Chen manage?\nREM:',gbnf,maxTokens:24,n:1,hints:['Sarah Chen'],exclude:[]},new AbortController().signal,(x)=>{});
console.log(performance.now()-t,JSON.stringify(r));}
process.exit(0)
