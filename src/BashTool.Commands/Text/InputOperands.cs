namespace BashTool.Commands.Text;

/// <summary>Goes through the file operands of a command; without any, standard input.</summary>
internal static class InputOperands
{
    private static readonly string[] StandardInput = ["-"];

    /// <summary>What is done with one open file; <paramref name="name"/> is its operand.</summary>
    public delegate void Reader(OpenFile file, string name);

    /// <summary>The operands, or <c>-</c> where there are none.</summary>
    public static IReadOnlyList<string> OrStandardInput(List<string> operands) => operands.Count == 0 ? StandardInput : operands;

    /// <summary>An operand as a message names it, in quotes where needed: <c>'standard input'</c> for a dash.</summary>
    public static string Shown(string name) => name == "-" ? "'standard input'" : GnuQuoting.Name(name);

    /// <summary>The same, always in quotes.</summary>
    public static string Quoted(string name) => name == "-" ? "'standard input'" : GnuQuoting.Always(name);

    /// <summary>Opens each in turn; complains about those that cannot be opened or read and goes on. Returns 1 if there were any.</summary>
    /// <param name="context">What the command sees.</param>
    /// <param name="operands">The names.</param>
    /// <param name="read">What is done with each.</param>
    /// <param name="closing">What cannot be closed at the end where standard input is closed from the beginning.</param>
    public static int ForEach(CommandContext context, List<string> operands, Reader read, string closing = "-")
    {
        int status = 0;
        bool closed = false;
        foreach (string name in OrStandardInput(operands))
        {
            OpenFile? file = null;
            try
            {
                file = context.OpenInput(name);
                read(file, name);
            }
            catch (FileSystemException problem)
            {
                context.Complain(name, problem);
                status = 1;
                closed |= name == "-" && problem.Error == FileError.EBADF;
            }
            finally
            {
                file?.Release();
            }
        }

        if (closed)
        {
            context.Complain($"{closing}: {FileError.EBADF.Describe()}");
        }

        return status;
    }

    /// <summary>Opens each in turn, with the command's own words for what goes wrong.</summary>
    /// <param name="context">What the command sees.</param>
    /// <param name="operands">The names.</param>
    /// <param name="read">What is done with each.</param>
    /// <param name="unopened">What is said of one that cannot be opened.</param>
    /// <param name="unread">What is said of one that cannot be read.</param>
    public static int ForEach(
        CommandContext context,
        List<string> operands,
        Reader read,
        Func<string, FileSystemException, string> unopened,
        Func<string, FileSystemException, string> unread)
    {
        int status = 0;
        foreach (string name in OrStandardInput(operands))
        {
            OpenFile? file = null;
            try
            {
                file = context.OpenInput(name);
                read(file, name);
            }
            catch (FileSystemException problem)
            {
                context.Complain(file is null ? unopened(name, problem) : unread(name, problem));
                status = 1;
            }
            finally
            {
                file?.Release();
            }
        }

        return status;
    }
}
