/** English words that say how a question is put, not what it is about. Queries of nothing else keep them. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a about above across after again against all almost along already also although always am among an and another any
  anyone anything are around as ask at away back be became because become been before being below between both but by
  came can cannot could did do does doing done down during each either else enough etc ever every everyone everything
  few for from further gave get give given go got had has have having he hence her here hers herself him himself his
  how however i if in instead into is it its itself just keep let like likely made make many may me might mine more most
  mostly much must my myself near need neither never nevertheless no nobody none nor not nothing now nowhere of off often
  on once one only or other others otherwise ought our ours ourselves out over own per perhaps please put quite rather
  really same saw say see seem seemed seems several shall she should since so some someone something sometimes somewhere
  still such take taken than that the their them themselves then there therefore these they thing things this those
  though through throughout thus to together too toward towards under until up upon us use used uses using usually very
  via was way we well were what whatever when where whether which while who whole whom whose why will with within
  without would yet you your yours yourself`.split(/\s+/),
);
