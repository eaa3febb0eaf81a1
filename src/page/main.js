/** The page as `nianbao serve` gives it. */

import { serve } from './engine/serve.js';
import { begin } from './page.js';

begin(serve());
