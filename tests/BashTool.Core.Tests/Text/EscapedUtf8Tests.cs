using System.Buffers;
using BashTool.Core.Text;

namespace BashTool.Core.Tests.Text;

public sealed class EscapedUtf8Tests
{
    [Fact]
    public void Any_bytes_survive_the_way_there_and_back()
    {
        var random = new Random(1);
        byte[] favourites = [0, (byte)'a', 0x7F, 0x80, 0xBF, 0xC3, 0xA9, 0xE2, 0x82, 0xAC, 0xED, 0xA0, 0xF0, 0x9F, 0x98, 0x80, 0xF4, 0x90, 0xFF];
        for (int i = 0; i < 5000; i++)
        {
            byte[] bytes = new byte[random.Next(20)];
            for (int k = 0; k < bytes.Length; k++)
            {
                bytes[k] = favourites[random.Next(favourites.Length)];
            }

            string text = EscapedUtf8.Decode(bytes);
            Assert.Equal(bytes, EscapedUtf8.Encode(text));
            Assert.Equal(bytes.Length, EscapedUtf8.EncodedLength(text));
            var writer = new ArrayBufferWriter<byte>();
            EscapedUtf8.Encode(text, writer);
            Assert.Equal(bytes, writer.WrittenSpan.ToArray());
            AssertRunes(bytes, text);
        }
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("aé", 2)]
    [InlineData("😀b", 2)]
    public void Characters_are_counted_as_bash_counts_them(string text, int expected) => Assert.Equal(expected, EscapedUtf8.CharacterCount(text));

    [Fact]
    public void A_long_text_is_written_in_pieces_without_cutting_a_pair()
    {
        string text = new string('x', 8191) + "😀" + new string('é', 9000);
        var writer = new ArrayBufferWriter<byte>();
        EscapedUtf8.Encode(text, writer);
        Assert.Equal(text, EscapedUtf8.Decode(writer.WrittenSpan));
    }

    private static void AssertRunes(byte[] bytes, string text)
    {
        var forward = new List<int>();
        for (int at = 0; at < bytes.Length;)
        {
            forward.Add(EscapedUtf8.DecodeRune(bytes.AsSpan(at), out int length));
            at += length;
        }

        var backward = new List<int>();
        for (int end = bytes.Length; end > 0;)
        {
            backward.Insert(0, EscapedUtf8.DecodeLastRune(bytes.AsSpan(0, end), out int length));
            end -= length;
        }

        var ofText = new List<int>();
        for (int at = 0; at < text.Length;)
        {
            ofText.Add(EscapedUtf8.RuneAt(text, at, out int length));
            at += length;
        }

        Assert.Equal(forward, backward);
        Assert.Equal(forward, ofText);
    }
}
