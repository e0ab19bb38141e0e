namespace BashTool.Commands.Tests.Awk;

/// <summary>What the real gawk printed for the files of <see cref="TextFiles"/>.</summary>
public sealed class AwkCommandTests
{
    [Theory]
    [InlineData("awk '{print $1}' f2", 0, "b\na\nc\n", "")]
    [InlineData("awk '{s+=$2} END{print s, s/NR}' f2", 0, "13 4.33333\n", "")]
    [InlineData("awk -F'\\t' -v OFS=- '{$1=$1; print NF, $0}' tab", 0, "3-a-b-c\n3-1-2-3\n1-plain\n", "")]
    [InlineData("awk '/foo/{n++} END{print n}' f1", 0, "2\n", "")]
    [InlineData("awk '$2>1' f2", 0, "b 2\na 10\n", "")]
    [InlineData("awk '{c[$1]++} END{for(k in c) print k, c[k]}' pairs", 0, "x 1\ny 2\n", "")]
    [InlineData("awk 'NR==FNR{m[$1]=$2; next} $1 in m{print $1, m[$1]}' f2 pairs", 0, "", "")]
    [InlineData("awk '{print length, toupper($0), substr($0,2,1)}' e", 0, "3 ÉTÉ t\n3 ÉTÉ T\n", "")]
    [InlineData("awk '{gsub(/o/,\"0\"); print}' f1", 0, "0ne\ntw0 f00\nthree\nf00 bar f00\nfive\nsix\n", "")]
    [InlineData("awk 'END{print NR, $0}' last", 0, "1 no newline\n", "")]
    [InlineData("awk 'BEGIN{for(i=1;i<=3;i++) a[i]=i*i; for(k in a) print k, a[k]}'", 0, "1 1\n2 4\n3 9\n", "")]
    [InlineData("awk 'BEGIN{printf \"%5.2f|%-5s|%05d|%x\\n\", 3.14159, \"ab\", 42, 255}'", 0, " 3.14|ab   |00042|ff\n", "")]
    [InlineData("awk 'BEGIN{print 1e6, 1e20, 0.1+0.2, 2^53, 1/3, -0}'", 0, "1000000 100000000000000000000 0.3 9007199254740992 0.333333 0\n", "")]
    [InlineData("awk 'BEGIN{print substr(\"hello\",2,3), index(\"hello\",\"l\"), match(\"hello\",/l+/), RLENGTH}'", 0, "ell 3 3 2\n", "")]
    [InlineData("awk 'function f(n){return n<2?n:f(n-1)+f(n-2)} BEGIN{print f(15)}'", 0, "610\n", "")]
    [InlineData("awk 'function f(a){a[\"x\"]=1} BEGIN{f(t); print length(t)}'", 0, "1\n", "")]
    [InlineData("awk 'BEGIN{n=split(\"c a b\",x); asort(x); for(i=1;i<=n;i++) printf \"%s\", x[i]; print \"\"}'", 0, "abc\n", "")]
    [InlineData("awk 'BEGIN{print gensub(/(.)(.)/,\"\\\\2\\\\1\",\"g\",\"abcd\")}'", 0, "badc\n", "")]
    [InlineData("awk 'BEGIN{while((getline l < \"f2\")>0) n++; print n, l}'", 0, "3 c 1\n", "")]
    [InlineData("awk 'BEGIN{print \"x\" > \"out\"; close(\"out\"); getline l < \"out\"; print l}'", 0, "x\n", "")]
    [InlineData("awk 'BEGIN{RS=\"\"} {print NF}' f1", 0, "9\n", "")]
    [InlineData("awk 'BEGIN{exit 3}'", 3, "", "")]
    [InlineData("awk 'BEGIN{x=0; print 1/x}' f1", 2, "", "awk: cmd. line:1: fatal: division by zero attempted\n")]
    [InlineData("awk 'BEGIN{print 1' f1", 1, "", "awk: cmd. line:1: BEGIN{print 1\nawk: cmd. line:1:              ^ unexpected newline or end of string\n")]
    [InlineData("awk '{print}' nofile", 2, "", "awk: fatal: cannot open file `nofile' for reading: No such file or directory\n")]
    [InlineData("awk 'BEGIN{f()}' f1", 2, "", "awk: cmd. line:1: fatal: function `f' not defined\n")]
    [InlineData("awk 'BEGIN{srand(1); print rand(), rand()}'", 0, "0.924046 0.593909\n", "")]
    [InlineData("awk 'BEGIN{a[1][2]=3; for(i in a) for(j in a[i]) print i,j,a[i][j]}'", 0, "1 2 3\n", "")]
    [InlineData("awk '{print typeof($2)}' f2", 0, "strnum\nstrnum\nstrnum\n", "")]
    [InlineData("awk 'BEGIN{print strftime(\"%F %T\",0,1), mktime(\"2024 01 02 03 04 05\")}'", 0, "1970-01-01 00:00:00 1704164645\n", "")]
    [InlineData("awk 'BEGIN{for(i=0;i<20;i++) a[\"k\" i]; for(k in a) printf \"%s \", k; print \"\"}'", 0, "k15 k1 k16 k2 k17 k3 k18 k4 k19 k5 k6 k7 k8 k10 k9 k11 k12 k13 k14 k0 \n", "")]
    [InlineData("awk 'BEGIN{for(i=-1;i>-20;i--) a[i]; for(k in a) printf \"%s \", k; print \"\"}'", 0, "-13 -14 -6 -9 -12 -18 -4 -8 -1 -16 -17 -3 -7 -2 -15 -10 -11 -5 -19 \n", "")]
    [InlineData("awk 'BEGIN{for(i=1;i<30;i++) a[i*i*i*700]; for(k in a) printf \"%s \", k; print \"\"}'", 0, "1537900 2362500 510300 931700 17072300 9676800 4801300 6482700 5600000 15366400 1209600 10937500 4082400 1920800 3439100 13778100 7453600 12303200 2867200 358400 8516900 700 5600 18900 44800 87500 151200 240100 700000 \n", "")]
    [InlineData("awk '{$3=\"z\"; print; NF=1; print}' f2", 0, "b 2 z\nb\na 10 z\na\nc 1 z\nc\n", "")]
    [InlineData("awk 'NR==2,NR==3' f1", 0, "two foo\nthree\n", "")]
    [InlineData("awk 'BEGIN{print \"10\"<\"9\", 10<9, \"abc\"<1}'", 0, "1 0 0\n", "")]
    [InlineData("awk 'BEGIN{s=\"aaa\"; for(i=0;i<8;i++) s=s s; print length(s), substr(s,700)}'", 0, "768 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n", "")]
    public void It_does_what_the_real_one_does(string line, int status, string output, string error)
    {
        CommandResult result = TextFiles.Run(line);

        Assert.Equal(output, result.Output);
        Assert.Equal(error, result.Error);
        Assert.Equal(status, result.Status);
    }

    [Fact]
    public void Appending_in_a_loop_is_linear()
    {
        CommandResult result = TextFiles.Run("awk 'BEGIN{for(i=0;i<300000;i++) s=s i; print length(s)}'");

        Assert.Equal("1688890\n", result.Output);
    }

    [Fact]
    public void A_text_that_shares_its_room_is_not_overwritten()
    {
        CommandResult result = TextFiles.Run("awk 'BEGIN{for(i=0;i<400;i++) y=y \"x\"; z=y; y=y \"!\"; z=z \"?\"; print substr(y,400), substr(z,400)}'");

        Assert.Equal("x! x?\n", result.Output);
    }

    [Fact]
    public void Endless_recursion_ends_with_a_message()
    {
        CommandResult result = TextFiles.Run("awk 'function f(n){return f(n+1)} BEGIN{f(1)}'");

        Assert.Equal(2, result.Status);
        Assert.Contains("nested too deeply", result.Error, StringComparison.Ordinal);
    }
}
