using System.Security.Cryptography;

namespace BashTool.Commands.Text;

/// <summary>Where shuf, shred and sort -R take their random bytes from: a file, or the system.</summary>
internal sealed class RandomBytes(CommandContext context, string? fileName) : IDisposable
{
    private readonly OpenFile? file = fileName is null ? null : context.OpenInput(fileName, dashIsInput: false);
    private readonly byte[] buffer = new byte[4096];
    private int at = 4096;

    public void Fill(Span<byte> bytes)
    {
        if (file is null)
        {
            foreach (ref byte value in bytes)
            {
                if (at == buffer.Length)
                {
                    RandomNumberGenerator.Fill(buffer);
                    at = 0;
                }

                value = buffer[at++];
            }

            return;
        }

        while (!bytes.IsEmpty)
        {
            int count;
            try
            {
                count = file.Read(bytes, context.Cancellation);
            }
            catch (FileSystemException problem)
            {
                throw new CommandException($"{GnuQuoting.Quote(fileName!)}: read error: {problem.Description}");
            }

            if (count == 0)
            {
                throw new CommandException($"{GnuQuoting.Quote(fileName!)}: end of file");
            }

            bytes = bytes[count..];
        }
    }

    public void Dispose() => file?.Release();
}
