using System.Collections.Immutable;
using System.Globalization;
using BashTool.Core.Expansion;
using BashTool.Core.Files;
using BashTool.Core.Streams;
using BashTool.Core.Syntax.Ast;
using BashTool.Core.Text;

namespace BashTool.Core.Interpreter;

// Redirections (Bash manual, 3.6).
public sealed partial class ShellInterpreter
{
    /// <summary>The redirections of the one command that a job consists of: nothing comes after it, so what they replace is let go of at once.</summary>
    private ImmutableArray<Redirection> finalRedirections;

    /// <summary>What a descriptor referred to before a redirection.</summary>
    private readonly record struct SavedDescriptor(int Number, OpenFile? File);

    private int WithRedirections(ImmutableArray<Redirection> redirections, Func<int> body)
    {
        if (redirections.IsEmpty)
        {
            return body();
        }

        List<SavedDescriptor> saved = [];
        int substitutions = openSubstitutions?.Count ?? 0;
        try
        {
            if (!Redirect(redirections, saved))
            {
                SetStatus(1);
                return CheckFailure(1);
            }

            int status = body();
            return FlushRedirected(saved) ? status : 1;
        }
        catch (ExpansionException e) when (ReportBeforeUndo(e))
        {
            throw;
        }
        finally
        {
            UndoRedirections(saved);
            CloseSubstitutions(substitutions);
        }
    }

    private bool FlushRedirected(List<SavedDescriptor> saved)
    {
        foreach (SavedDescriptor descriptor in saved)
        {
            try
            {
                State.Descriptors[descriptor.Number]?.Flush();
            }
            catch (FileSystemException e)
            {
                ReportError($"write error: {e.Description}");
                return false;
            }
        }

        return true;
    }

    /// <summary>Applies redirections in order; on an error reports it, returns false and leaves the undoing to the caller.</summary>
    private bool Redirect(ImmutableArray<Redirection> redirections, List<SavedDescriptor> saved)
    {
        foreach (Redirection redirection in redirections)
        {
            try
            {
                if (!Redirect(redirection, saved))
                {
                    return false;
                }
            }
            catch (FileSystemException e)
            {
                ReportError($"{e.Path ?? redirection.Target.Text}: {e.Description}");
                return false;
            }
            catch (ExpansionException e) when (e.Severity == ExpansionSeverity.Fail)
            {
                ReportExpansion(e);
                return false;
            }
        }

        if (!finalRedirections.IsDefaultOrEmpty && redirections == finalRedirections)
        {
            KeepRedirections(saved);
        }

        return true;
    }

    private void UndoRedirections(List<SavedDescriptor> saved)
    {
        for (int i = saved.Count - 1; i >= 0; i--)
        {
            OpenFile? opened = State.Descriptors.Exchange(saved[i].Number, saved[i].File);
            ReleaseQuietly(opened);
        }

        saved.Clear();
    }

    private void KeepRedirections(List<SavedDescriptor> saved)
    {
        foreach (SavedDescriptor descriptor in saved)
        {
            ReleaseQuietly(descriptor.File);
        }

        saved.Clear();
    }

    private void ReleaseQuietly(OpenFile? file)
    {
        try
        {
            file?.Release();
        }
        catch (FileSystemException e)
        {
            ReportError($"write error: {e.Description}");
        }
        catch (BrokenPipeException)
        {
            // Nobody is left to read it.
        }
    }

    private void Put(int descriptor, OpenFile? file, List<SavedDescriptor>? saved)
    {
        OpenFile? before = State.Descriptors.Exchange(descriptor, file);
        if (saved is null)
        {
            ReleaseQuietly(before);
        }
        else
        {
            saved.Add(new SavedDescriptor(descriptor, before));
        }
    }

    private bool Redirect(Redirection redirection, List<SavedDescriptor> saved)
    {
        if (redirection.Operator is RedirectionOperator.HereDocument or RedirectionOperator.HereString)
        {
            string text = redirection.HereDocument is { } document
                ? document.IsQuoted ? document.Text : Expander.ExpandHereDocument(document)
                : Expander.ExpandToString(redirection.Target) + "\n";
            return Place(redirection, new MemoryInput(EscapedUtf8.Encode(text)), saved);
        }

        if (!TryExpandTarget(redirection, out string target))
        {
            return false;
        }

        switch (redirection.Operator)
        {
            case RedirectionOperator.Input:
                return Place(redirection, OpenForShell(target, OpenMode.Read), saved);
            case RedirectionOperator.Output:
                return Place(redirection, OpenForOutput(target), saved);
            case RedirectionOperator.Clobber:
                return Place(redirection, OpenForShell(target, OpenMode.Write | OpenMode.Create | OpenMode.Truncate), saved);
            case RedirectionOperator.Append:
                return Place(redirection, OpenForShell(target, OpenMode.Write | OpenMode.Create | OpenMode.Append), saved);
            case RedirectionOperator.ReadWrite:
                return Place(redirection, OpenForShell(target, OpenMode.Read | OpenMode.Write | OpenMode.Create), saved);
            case RedirectionOperator.OutputAndError:
            case RedirectionOperator.AppendOutputAndError:
                OpenFile both = redirection.Operator == RedirectionOperator.OutputAndError
                    ? OpenForOutput(target)
                    : OpenForShell(target, OpenMode.Write | OpenMode.Create | OpenMode.Append);
                Put(1, both, saved);
                Put(2, both.AddReference(), saved);
                return true;
            default:
                return Duplicate(redirection, target, saved);
        }
    }

    // The target is one word: anything else is ambiguous, unless the shell is in posix mode and does not glob at all.
    private bool TryExpandTarget(Redirection redirection, out string target)
    {
        if (redirection.Target.IsLiteral && !redirection.Target.Has(WordFeatures.HasGlob | WordFeatures.HasTilde | WordFeatures.HasBrace))
        {
            target = redirection.Target.LiteralText!;
            return true;
        }

        List<string> words = RentWords();
        try
        {
            Expander.ExpandWord(redirection.Target, words);
            if (words.Count == 1)
            {
                target = words[0];
                return true;
            }
        }
        finally
        {
            ReturnWords(words);
        }

        ReportError($"{redirection.Target.Text}: ambiguous redirect");
        target = "";
        return false;
    }

    /// <summary>Puts a newly opened file where the redirection wants it.</summary>
    private bool Place(Redirection redirection, OpenFile file, List<SavedDescriptor> saved)
    {
        if (redirection.DescriptorVariable is null)
        {
            Put(redirection.EffectiveDescriptor, file, saved);
            return true;
        }

        return PlaceInVariable(redirection.DescriptorVariable, file);
    }

    // {name}>file: a free descriptor from 10 on, which stays open after the command (Bash manual, 3.6).
    private bool PlaceInVariable(string variable, OpenFile file)
    {
        int descriptor = State.Descriptors.LowestFree(10);
        try
        {
            Expander.AssignReference(variable, descriptor.ToString(CultureInfo.InvariantCulture));
        }
        catch (ExpansionException e)
        {
            file.Release();
            ReportError(e.Message);
            ReportError($"{variable}: cannot assign fd to variable");
            return false;
        }

        State.Descriptors.Set(descriptor, file);
        return true;
    }

    private OpenFile OpenForOutput(string target)
    {
        if (State.Options.NoClobber && !(OperatingSystem.IsWindows() && WindowsPath.IsNullDevice(target)))
        {
            VirtualPath path = State.Resolve(target);
            if (Session.Files.TryStat(path, followLinks: true, out FileMetadata existing) == FileError.None && existing.IsRegular)
            {
                throw new FileSystemException(FileError.EEXIST, target, "cannot overwrite existing file");
            }
        }

        return OpenForShell(target, OpenMode.Write | OpenMode.Create | OpenMode.Truncate);
    }

    /// <summary>Opens a file for a descriptor of the shell, <c>/dev/fd/N</c> and its kin included.</summary>
    internal OpenFile OpenForShell(string target, OpenMode mode)
    {
        if (target.StartsWith("/dev/", StringComparison.Ordinal))
        {
            switch (target)
            {
                case "/dev/null":
                    return new NullFile();
                case "/dev/stdin":
                    return OwnDescriptor(0, target);
                case "/dev/stdout":
                    return OwnDescriptor(1, target);
                case "/dev/stderr":
                    return OwnDescriptor(2, target);
            }

            if (target.StartsWith("/dev/fd/", StringComparison.Ordinal) && int.TryParse(target.AsSpan(8), NumberStyles.None, null, out int number))
            {
                return OwnDescriptor(number, target);
            }
        }

        if (target.Length == 0)
        {
            throw new FileSystemException(FileError.ENOENT, target);
        }

        if (OperatingSystem.IsWindows() && WindowsPath.IsNullDevice(target))
        {
            return new NullFile();
        }

        // What other descriptors still hold back for the same file has to be there first.
        State.Descriptors.FlushAll();
        VirtualPath path = State.Resolve(target);
        try
        {
            IFileHandle handle = Session.Files.Open(path, mode, 0x1B6 & ~State.Umask, Cancellation);
            return new OpenedFile(handle, target, (mode & OpenMode.Read) != 0, (mode & OpenMode.Write) != 0);
        }
        catch (SandboxDeniedException denied)
        {
            throw new FileSystemException(denied.Error, target, denied.Description);
        }
        catch (FileSystemException e)
        {
            throw new FileSystemException(e.Error, target);
        }
    }

    private OpenFile OwnDescriptor(int number, string path) =>
        State.Descriptors[number]?.AddReference() ?? throw new FileSystemException(FileError.ENOENT, path);

    // n>&m, n<&m, n>&-, n>&m-, and >&word, which is &>word where the word is no number.
    private bool Duplicate(Redirection redirection, string target, List<SavedDescriptor> saved)
    {
        bool isOutput = redirection.Operator == RedirectionOperator.DuplicateOutput;
        if (target == "-")
        {
            return CloseDescriptor(redirection, saved);
        }

        bool moves = target.Length > 1 && target[^1] == '-';
        ReadOnlySpan<char> digits = moves ? target.AsSpan(0, target.Length - 1) : target;
        if (!int.TryParse(digits, NumberStyles.None, null, out int source))
        {
            if (isOutput && redirection.Descriptor is null or 1 && redirection.DescriptorVariable is null && !moves)
            {
                OpenFile both = OpenForOutput(target);
                Put(1, both, saved);
                Put(2, both.AddReference(), saved);
                return true;
            }

            ReportError($"{redirection.Target.Text}: ambiguous redirect");
            return false;
        }

        OpenFile? file = State.Descriptors[source];
        if (file is null)
        {
            ReportError($"{(redirection.Target.IsLiteral ? target : source.ToString(CultureInfo.InvariantCulture))}: Bad file descriptor");
            return false;
        }

        file.AddReference();
        if (!Place(redirection, file, saved))
        {
            return false;
        }

        if (moves && source != redirection.EffectiveDescriptor)
        {
            Put(source, null, saved);
        }

        return true;
    }

    private bool CloseDescriptor(Redirection redirection, List<SavedDescriptor> saved)
    {
        if (redirection.DescriptorVariable is { } variable)
        {
            if (!int.TryParse(Expander.ExpandText($"${{{variable}}}"), out int number))
            {
                ReportError($"{variable}: ambiguous redirect");
                return false;
            }

            State.Descriptors.Set(number, null);
            return true;
        }

        Put(redirection.EffectiveDescriptor, null, saved);
        return true;
    }
}
