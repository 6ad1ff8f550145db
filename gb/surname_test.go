package gb_test

import (
	"slices"
	"strings"
	"testing"

	"hukou/gb"
)

// TestSurnamesAreFoundAsTheirBearersSayThem holds surnames that a dictionary of characters
// reads otherwise, compound ones and some of two readings: each by every reading it has, by
// the initials of each, and the bearers' usual one first.
func TestSurnamesAreFoundAsTheirBearersSayThem(t *testing.T) {
	for name, want := range map[string]string{
		"单明": "shanming danming", "仇明": "qiuming chouming", "解明": "xieming jieming", "查明": "zhaming chaming", "区明": "ouming quming", "曾明": "zengming cengming",
		"朴明": "piaoming puming", "任明": "renming", "盖明": "geming gaiming", "缪明": "miaoming", "翟明": "zhaiming diming", "折明": "sheming zheming",
		"召明": "shaoming zhaoming", "种明": "chongming zhongming", "繁明": "poming fanming", "祭明": "zhaiming jiming", "覃明": "qinming tanming", "谌明": "chenming shenming",
		"隗明": "weiming kuiming", "员明": "yunming yuanming", "秘明": "biming miming", "洗明": "xianming ximing", "冼明": "xianming", "宓明": "miming fuming", "费明": "feiming biming",
		"郗明": "ximing chiming", "薄明": "boming", "黑明": "heiming heming", "藏明": "zangming cangming", "能明": "naiming nengming", "乜明": "nieming", "六明": "luming liuming", "卜明": "buming",
		"尉明": "weiming yuming", "蔚明": "yuming weiming", "柏明": "baiming boming", "莘明": "shenming xinming", "虎明": "huming maoming", "都明": "duming douming", "阚明": "kanming",
		"乐明": "yueming leming", "那明": "naming nuoming", "牟明": "muming mouming", "盛明": "shengming", "燕明": "yanming", "华明": "huaming", "宁明": "ningming", "晁明": "chaoming", "逄明": "pangming",
		"令狐明": "linghuming", "尉迟明": "yuchiming weichiming", "万俟明": "moqiming wanqiming", "长孙明": "zhangsunming", "单于明": "chanyuming danyuming", "澹台明": "tantaiming", "乐正明": "yuezhengming",
		"鲜于明": "xianyuming", "欧阳明": "ouyangming", "司马明": "simaming", "诸葛明": "zhugeming", "宰父明": "zaifuming", "亓官明": "qiguanming", "皇甫明": "huangfuming", "夏侯明": "xiahouming",
		"俞明": "yuming", "葛明": "geming", "訾明": "ziming", "於明": "yuming", "应明": "yingming", "过明": "guoming", "车明": "cheming", "曲明": "quming", "石明": "shiming", "洪明": "hongming", "相明": "xiangming", "哈明": "haming",
	} {
		keys := gb.Pinyin(name)
		for i, reading := range strings.Fields(want) {
			if !slices.Contains(keys.Full, reading) {
				t.Errorf("%s is not found by %s: %v", name, reading, keys.Full)
			} else if i == 0 && keys.Full[0] != reading {
				t.Errorf("%s comes first as %s, want %s", name, keys.Full[0], reading)
			}
			if !slices.ContainsFunc(keys.Initials, func(s string) bool { return s[0] == reading[0] }) {
				t.Errorf("%s has no initials of %s: %v", name, reading, keys.Initials)
			}
			surname := gb.Surname(name)
			if reading != keys.Full[0] && (!slices.Contains(gb.SurnamesReadSo(reading, false), surname) || !slices.Contains(gb.SurnamesReadSo(reading[:1], false), surname)) {
				t.Errorf("%s does not lead to %s", reading, surname)
			}
		}
	}
}

func TestAnotherReadingLeadsToItsSurnamesAlone(t *testing.T) {
	if got := gb.SurnamesReadSo("dan", false); !slices.Equal(got, []string{"单", "单于", "單", "單于", "澹台", "澹臺"}) {
		t.Errorf("dan leads to %q", got)
	}
	if got := gb.SurnamesReadSo("wang", false); got != nil {
		t.Errorf("wang leads to %q", got)
	}
	if got := gb.SurnamesReadSo("wc", true); !slices.Contains(got, "尉迟") || slices.Contains(got, "单于") {
		t.Errorf("wc leads to %q", got)
	}
}
