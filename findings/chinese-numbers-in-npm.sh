#!/bin/sh
# nzh 1.0.14, chinese-parseint2 2.0.6, chinese-numbers-converter 2.3.1, Node 20, seen in November 2026.
# Three readers of numbers in Chinese, and sums as reports write them. Where two scales follow each other, one reads 120
# million as a million million. 2 million is 0 to another, when the two is the sign that people use before a scale, and the
# year 2017 is 217. The mixed forms that newspapers write, 1.2 hundred million and 15,000, are 0 or 1 to two of the three.
# Only once is the answer NaN; all else passes for a number. (Decimals in signs are beyond two of the readmes: they are
# answered all the same.)
# 三个中文数字读取工具，读报告中常见的金额写法。两个数量级相连时，一个把 1.2 亿读作一万亿。用“两”写的 200 万，另一个读作 0，
# 2017 年读作 217。报刊常用的混合写法（1.2亿、1万5千），三者中有两个读作 0 或 1。只有一次回答 NaN，其余都像是正常的数。（汉
# 字小数超出其中两个的说明范围，却照样给出答案。）
# Output:
#   二百万: nzh 2000000, parseint2 2000000, converter 2000000
#   两百万: nzh 0 (wrong), parseint2 2000000, converter 2000000
#   一亿二千万: nzh 120000000, parseint2 120000000, converter 1000020000000 (wrong)
#   三点五亿: nzh 3.5 (wrong), parseint2 NaN (wrong), converter 3500000000 (wrong)
#   1.2亿: nzh 0 (wrong), parseint2 1 (wrong), converter 120000000
#   1万5千: nzh 0 (wrong), parseint2 1 (wrong), converter 15000
#   二〇一七: nzh 217 (wrong), parseint2 2017, converter 2017
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --prefix "$folder" nzh@1.0.14 chinese-parseint2@2.0.6 chinese-numbers-converter@2.3.1 > "$folder/npm.txt" 2>&1 || { cat "$folder/npm.txt"; exit 1; }
cat > "$folder/try.js" <<'END'
const nzh = require("nzh");
const parseint = require("chinese-parseint2");
const ChineseNumber = require("chinese-numbers-converter");

const take = (module) => module.default ?? module;
const readers = {
  nzh: (text) => nzh.cn.decodeS(text),
  parseint2: (text) => take(take(parseint))(text),
  converter: (text) => new (take(ChineseNumber))(text).toInteger(),
};
for (const [text, right] of [
  ["二百万", 2000000],
  ["两百万", 2000000],
  ["一亿二千万", 120000000],
  ["三点五亿", 350000000],
  ["1.2亿", 120000000],
  ["1万5千", 15000],
  ["二〇一七", 2017],
]) {
  const said = Object.entries(readers).map(([name, read]) => `${name} ${read(text)}${read(text) === right ? "" : " (wrong)"}`);
  console.log(`${text}: ${said.join(", ")}`);
}
END
cd "$folder"
node try.js | tee said
diff - said <<'END'
二百万: nzh 2000000, parseint2 2000000, converter 2000000
两百万: nzh 0 (wrong), parseint2 2000000, converter 2000000
一亿二千万: nzh 120000000, parseint2 120000000, converter 1000020000000 (wrong)
三点五亿: nzh 3.5 (wrong), parseint2 NaN (wrong), converter 3500000000 (wrong)
1.2亿: nzh 0 (wrong), parseint2 1 (wrong), converter 120000000
1万5千: nzh 0 (wrong), parseint2 1 (wrong), converter 15000
二〇一七: nzh 217 (wrong), parseint2 2017, converter 2017
END
