#!/bin/sh
# cpca 0.5.5, Python 3.11, seen in November 2026.
# It fills in province, city and district of Chinese addresses. A district that several cities have gets one of them, not
# the capital's and not the largest, unsaid (a table of one's own, umap, is there to choose); a county called as its
# neighbour province is that province; a bank, a road and a university are the places that they are called after, so that
# a county's name in front of them never comes to be read.
# 为中文地址补全省、市、区。多市同名的区会归入其中之一，既非省会也非最大者，且不作提示（可自备 umap 表选择）；与邻省同名
# 的县读作该省；银行、道路与大学读作其名称所取的地方，其前的县名便读不到。
# Output:
#   朝阳区 -> 吉林省 长春市 朝阳区
#   鼓楼区科技局 -> 河南省 开封市 鼓楼区
#   河南县 -> 河南省
#   西藏路街道 -> 西藏自治区
#   吉林大学与海盐县 -> 吉林省
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet cpca==0.5.5
cat > "$folder/try.py" <<'END'
import cpca

NAMES = ["朝阳区", "鼓楼区科技局", "河南县", "西藏路街道", "吉林大学与海盐县"]
for name, row in zip(NAMES, cpca.transform(NAMES).itertuples()):
    print(name, "->", " ".join(part for part in row[1:4] if isinstance(part, str) and part))
END
cd "$folder"
env/bin/python try.py | tee said
diff - said <<'END'
朝阳区 -> 吉林省 长春市 朝阳区
鼓楼区科技局 -> 河南省 开封市 鼓楼区
河南县 -> 河南省
西藏路街道 -> 西藏自治区
吉林大学与海盐县 -> 吉林省
END
