using Clinic.Api.Widget;
using Xunit;

namespace Clinic.Tests.Widget;

public sealed class ScriptTrimmerTests
{
    [Theory]
    [InlineData("  // why\n  a = 1; // more\n\n\n  b = 2;\n", "a=1;b=2;")]
    [InlineData("/** A type.\n * @type {number} */\nlet n = 1;", "let n=1;")]
    [InlineData("  /** @type {X} */ x = y;", "x=y;")]
    [InlineData("a /* one\n two */ b", "a \nb")]
    [InlineData("u = 'http://x /* y */'; v = \"// z\";", "u='http://x /* y */';v=\"// z\";")]
    [InlineData("t = `\n  // kept ${ f(`  /* ${ {a: 1}.a } */`) } // kept\n`; // gone", "t=`\n  // kept ${f(`  /* ${{a:1}.a} */`)} // kept\n`;")]
    [InlineData("r = s.replace(/[/*]\\/\\/'/g, 2) / 2 / 3; // gone", "r=s.replace(/[/*]\\/\\/'/g,2)/ 2 / 3;")]
    [InlineData("return /'\\//.test(x);", "return /'\\//.test(x);")]
    [InlineData("s = 'it\\'s // here';", "s='it\\'s // here';")]
    [InlineData("a = b + +c - -d < !--e ? .5 : f in g;", "a=b + +c - -d < !--e?.5:f in g;")]
    [InlineData("f = () => {\n  g(\n    1,\n    2)\n}\n[h] = i\n", "f=()=>{g(1,2)\n}\n[h]=i\n")]
    [InlineData("s = `\na{b:c}\n${d}\n e{f:${g}}\nh,\ni{\nj:k;\n}\nl`;", "s=`\na{b:c}${d}\n e{f:${g}}h,i{j:k;}l`;")]
    [InlineData("for (const [a, b] of { c }) yield [ a ];", "for(const[a,b]of{c})yield[a];")]
    public void Comments_indentation_and_blanks_beside_signs_go_and_nothing_else(string written, string served) => Assert.Equal(served, ScriptTrimmer.Trim(written));
}
