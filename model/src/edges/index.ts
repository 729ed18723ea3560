/** The edges part of the model package's door. */
export { calibrate, fitIsotonic, fitPlatt, sigmoid, type Calibration, type Labelled } from './calibration.ts';
export { createCorpus, type Background, type Corpus } from './corpus.ts';
export { draft, embedDocuments, meanVector, piecesOf, sketch, type EmbedOptions } from './embed.ts';
export { cosineOf, featureNames, pairOf, type Pair } from './features.ts';
export { fitLogistic, fitSoftmax, scaleOf, type ClassRow, type FitRow, type Scale } from './fit.ts';
export { judgeEdges, type JudgeOptions } from './judge.ts';
export { createEdgeMemory, type EdgeCandidate, type EdgeMemory, type SuggestOptions } from './memory.ts';
export { profileOf, type Profile } from './profile.ts';
export { recalibrated, type EdgeChoice, type Recalibrated } from './recalibrate.ts';
export { relationFeatureNames, relationValues } from './relation-features.ts';
export { rawScore, relationShares, scoreEdges, scorePair, suggestionOf, type Scored } from './score.ts';
export { wordIndex } from './topics.ts';
export { entityOf, relations, type EdgeDocument, type EdgeSuggestion, type Evidence, type Relation } from './types.ts';
export { createVocabulary, stemOf } from './vocabulary.ts';
export { backgroundOf, edgeWeights, edgeWeightsSchema, readEdgeWeights, type EdgeWeights } from './weights.ts';
