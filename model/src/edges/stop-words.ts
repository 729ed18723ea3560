/** Words that name no matter: they count nowhere as topics and never carry a label's mention. */
export const stopWords: ReadonlySet<string> = new Set((
  'a about above after again against all almost already also although always am an and another any anyone anything are aren around as ask asked at away back be became because become been ' +
  'before began being below between both but by came can cannot come could couldn day days did didn do does doesn doing don done down during each either else end enough even ever every ' +
  'everyone everything far few first for found from full further gave get gets getting give given go goes going gone good got had hadn has hasn have haven having he her here hers herself him ' +
  'himself his how however i if in instead into is isn it its itself just keep kept knew know last later least less let like little ll long look looked made make makes many may maybe me might ' +
  'more morning most much must my myself near need needs never new next no nobody none nor not nothing now of off often on once one only or other others our ours ourselves out over own part ' +
  'people per perhaps place put quite rather re really said same saw say says second see seem seen set several shall she should since small so some someone something sometimes soon still such ' +
  'take taken tell than that the their theirs them themselves then there these they thing things think this those though thought three through time times to today together told tomorrow too took ' +
  'toward turn two under until up upon us use used uses using ve very want wanted was wasn way we week weeks well went were weren what when where whether which while who whole whom whose why ' +
  'will with within without won work worked working works would wouldn year years yes yesterday yet you your yours yourself monday tuesday wednesday thursday friday saturday sunday january february ' +
  'march april june july august september october november december note notes four five six seven eight nine ten md yaml yml json'
).split(' '));
